#include "dialects/catalog.hpp"
#include "dialects/schema/effect.hpp"
#include "dialects/schema/resolve.hpp"
#include "dialects/shadow.hpp"
#include "dialects/text/error.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>

/// Each statement of testdata/resolve in our name resolver and in the engine's own: whether it
/// resolves, which columns it uses, the names of its result, where positional values go.
namespace sluice::test {

namespace {

using schema::name_resolution;
using schema::resolve_outcome;

text::source read_part(const std::string& name) {
  const auto path = std::filesystem::path(SLUICE_TESTDATA) / "resolve" / (name + ".sql");
  return text::read_source(path.string(), name + ".sql");
}

std::string name_of(const std::string& result_column) {
  return result_column.substr(0, result_column.find(' '));
}

std::string shown(const std::set<std::string>& entries) {
  return fmt::format("{}", fmt::join(entries, ", "));
}

/// "r users" and not "r users.nick"; where footprints are not exact they come of their own.
bool names_rows(const std::string& entry) {
  return entry.find('.') == std::string::npos;
}

/// "" when both say the same.
std::string disagreement(const name_resolution& ours, const resolution& theirs,
                         const std::string& sql) {
  const bool resolves = ours.outcome == resolve_outcome::resolves && ours.texts.empty();
  if (resolves != theirs.resolves)
    return fmt::format("ours: {} {}; theirs: {} {}", resolves ? "resolves" : "fails", ours.reason,
                       theirs.resolves ? "resolves" : "fails", theirs.error);
  if (!resolves) return "";
  const bool same = theirs.footprint_exact
                        ? ours.footprint == theirs.footprint
                        : std::all_of(theirs.footprint.begin(), theirs.footprint.end(),
                                      [&](const std::string& each) {
                                        return ours.footprint.contains(each) || names_rows(each);
                                      });
  if (!same)
    return fmt::format("footprints\n      {}\n      {}", shown(ours.footprint),
                       shown(theirs.footprint));
  if (ours.shape.size() != theirs.shape.size())
    return fmt::format("shapes ({}) ({})", fmt::join(ours.shape, ", "),
                       fmt::join(theirs.shape, ", "));
  for (std::size_t i = 0; i < ours.shape.size(); ++i) {
    const std::string name = name_of(ours.shape[i]);
    if (name != "?" && name != name_of(theirs.shape[i]))
      return fmt::format("result column {} or {}", ours.shape[i], theirs.shape[i]);
  }
  // MERGE's positions are not among what the engine is asked about.
  if (ours.insert_columns != theirs.insert_columns && !sql.starts_with("MERGE"))
    return fmt::format("positions ({}) ({})", fmt::join(ours.insert_columns, ", "),
                       fmt::join(theirs.insert_columns, ", "));
  return "";
}

/// Some refuse a statement only when they plan it (PostgreSQL: the key of an ON CONFLICT) or run it
/// (MariaDB: how many values a SELECT gives to an INSERT).
bool runs(session& db, const std::string& sql) {
  db.begin();
  bool done = true;
  try {
    static_cast<void>(
        db.query(dialect_of(db.server().kind) == dialect::postgres ? "EXPLAIN " + sql : sql));
  } catch (const text::database_error&) {
    done = false;
  }
  db.rollback();
  return done;
}

/// Our answers beside the engine's, in one state of the schema.
class comparison {
 public:
  comparison(engine kind, session& db, const connection_target& target, const std::string& state,
             bool first)
      : kind_(kind), db_(db), state_(state), first_(first), beside_(open_shadow(db, target)) {}

  void compare(const text::source& file, const std::map<std::string, schema::model>& models) {
    const dialect d = dialect_of(kind_);
    for (const sql::parsed_statement& s : sql::parse(file, d).statements) {
      const std::string sql(file.slice(s.where));
      const std::string place =
          fmt::format("{}:{} {}", file.name(), file.position_of(s.where.begin).line, state_);
      const bool open = !s.comments.empty() && file.slice(s.comments.back()) == "-- unjudged";
      const resolution theirs = beside_->resolve(sql);
      for (const auto& [which, m] : models)
        compare_one(sql, fmt::format("{} ({} schema)", place, which), open, theirs, m);
    }
  }

  std::size_t judged = 0, unjudged = 0;
  std::string faults, open_questions;

 private:
  void compare_one(const std::string& sql, const std::string& place, bool open,
                   const resolution& theirs, const schema::model& m) {
    const name_resolution ours =
        schema::resolve_names(sql::read_statement_tree(sql, dialect_of(kind_)), m);
    if (ours.outcome == resolve_outcome::unjudged) {
      ++unjudged;
      open_questions += fmt::format("{}: {}\n    {}\n", place, ours.reason, sql);
      // What a change leaves behind may be beyond us; what is written for the test is not.
      if (first_ && !open)
        faults += fmt::format("{}: not judged: {}\n    {}\n", place, ours.reason, sql);
      return;
    }
    if (open) faults += fmt::format("{} is judged\n", place);
    if (!theirs.cannot_judge.empty()) {
      faults += fmt::format("{}: the engine does not tell: {}\n", place, theirs.cannot_judge);
      return;
    }
    ++judged;
    std::string problem = disagreement(ours, theirs, sql);
    if (ours.outcome == resolve_outcome::fails && theirs.resolves && !runs(db_, sql))
      problem.clear();
    // Which types go together is not a question of names.
    if (theirs.error_code == "42804") problem.clear();
    if (!problem.empty()) faults += fmt::format("{}: {}\n    {}\n", place, problem, sql);
  }

  engine kind_;
  session& db_;
  std::string state_;
  bool first_;
  std::unique_ptr<shadow> beside_;
};

}  // namespace

TEST_CASE("names resolve as the engine resolves them") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      const dialect d = dialect_of(kind);
      const std::string own(dialect_name(d));
      const std::string url = shared_server(kind).create_database();
      const auto db = open(url);
      schema::model folded;  // as `sluice lint` knows the schema: from its statements alone
      std::string state = "at first";
      std::size_t judged = 0, unjudged = 0;
      std::string faults, open_questions;
      const auto look = [&] {
        std::map<std::string, schema::model> models{{"folded", folded}};
        // What MySQL's catalogue tells of views is not enough.
        if (d != dialect::mysql) models["read"] = read_model(*db);
        comparison here(kind, *db, parse_url(url), state, state == "at first");
        for (const std::string& part : {std::string("all"), own})
          here.compare(read_part(part), models);
        judged += here.judged;
        unjudged += here.unjudged;
        faults += here.faults;
        open_questions += here.open_questions;
      };
      const auto apply = [&](const text::source& file, const sql::parsed_statement& s) {
        db->execute(file.slice(s.where));
        static_cast<void>(schema::fold(folded, s, file, d));
      };
      for (const std::string& part : {std::string("schema_all"), "schema_" + own}) {
        const text::source file = read_part(part);
        for (const sql::parsed_statement& s : sql::parse(file, d).statements) apply(file, s);
      }
      look();
      const text::source changes = read_part("changes_all");
      for (const sql::parsed_statement& s : sql::parse(changes, d).statements) {
        apply(changes, s);
        state = "after " + std::string(changes.slice(s.where));
        look();
      }
      if (std::getenv("SLUICE_SHOW_TRUTH") != nullptr)
        WARN(fmt::format("{} judged, {} not\n{}", judged, unjudged, open_questions));
      INFO(faults);
      CHECK(faults.empty());
      CHECK(judged > 1500);
    }
  }
}

}  // namespace sluice::test
