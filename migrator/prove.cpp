#include "migrator/prove.hpp"

#include "dialects/text/one_line.hpp"
#include "dialects/text/utf8.hpp"
#include "migrator/apply.hpp"
#include "phases/proof.hpp"
#include "phases/statement_use.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

namespace sluice::migrator {

namespace {

using phases::judged_statement;
using phases::proof_outcome;
using phases::resolved_statement;

constexpr std::size_t shown_sql_length = 80;

/// One line, for messages.
std::string shown(std::string_view sql) {
  std::string line = text::one_line(sql);
  if (line.size() <= shown_sql_length) return line;
  return std::string(text::clip_utf8(line, shown_sql_length - 3)) + "...";
}

resolved_statement to_resolved(const resolution& r) {
  return {r.resolves,        r.error,          r.footprint,   r.shape,
          r.footprint_exact, r.insert_columns, r.cannot_judge};
}

resolved_statement expected_of(const requirement_row& row) {
  resolved_statement out;
  out.resolves = row.proved;
  out.footprint = row.footprint;
  out.shape = row.shape;
  out.footprint_exact = row.exact;
  out.insert_columns = row.insert_columns;
  return out;
}

/// Roles, databases, tablespaces and settings of the server are not the scratch database's own.
bool stays_inside(const sql::object_command& s, dialect d) {
  static constexpr std::array<std::string_view, 23> inside{
      "type",       "domain",    "sequence",       "extension",
      "schema",     "index",     "view",           "materialized view",
      "function",   "procedure", "routine",        "aggregate",
      "trigger",    "policy",    "rule",           "statistics",
      "collation",  "cast",      "operator",       "operator class",
      "conversion", "transform", "operator family"};
  // In MySQL a schema is a database.
  if (d == dialect::mysql && s.object_class == "schema") return false;
  return s.object_class.starts_with("text search") || s.object_class == "virtual table" ||
         std::find(inside.begin(), inside.end(), s.object_class) != inside.end();
}

bool changes_schema(const sql::parsed_statement& s) {
  using namespace sql;
  return !std::holds_alternative<insert>(s.what) && !std::holds_alternative<update>(s.what) &&
         !std::holds_alternative<delete_rows>(s.what) &&
         !std::holds_alternative<change_rows>(s.what) &&
         !std::holds_alternative<select_query>(s.what) &&
         !std::holds_alternative<session_setting>(s.what) &&
         !std::holds_alternative<truncate_table>(s.what) &&
         !std::holds_alternative<load_rows>(s.what) &&
         !std::holds_alternative<change_privileges>(s.what) &&
         !std::holds_alternative<auxiliary>(s.what);
}

/// Settings that change neither what names stand for nor what is stored.
bool is_harmless(std::string_view settings) {
  static constexpr std::array<std::string_view, 13> harmless{
      "lock_timeout",     "statement_timeout",   "idle_in_transaction_session_timeout",
      "deadlock_timeout", "client_min_messages", "application_name",
      "busy_timeout",     "lock_wait_timeout",   "innodb_lock_wait_timeout",
      "foreign_keys",     "foreign_key_checks",  "maintenance_work_mem",
      "work_mem"};
  // "lock_timeout, search_path": each of them.
  for (std::size_t at = 0; at < settings.size();) {
    const std::size_t end = std::min(settings.find(", ", at), settings.size());
    const std::string_view name = settings.substr(at, end - at);
    const bool variable = name.starts_with('@') && !name.starts_with("@@");
    if (!variable && std::find(harmless.begin(), harmless.end(), name) == harmless.end())
      return false;
    at = end + 2;
  }
  return !settings.empty();
}

/// CREATE INDEX CONCURRENTLY works in the shadow too: nobody holds a snapshot there. Empty on
/// success.
std::string simulate(target& t, shadow& copy, const simulated_step& s) {
  if (s.step->phase != phases::phase::expand && s.step->phase != phases::phase::contract) return "";
  for (const phases::step_statement* statement : remaining_statements(t, *s.change, *s.step)) {
    const std::string_view text = s.step->text_of(*statement);
    const std::size_t line = s.step->file->position_of(statement->parsed.where.begin).line;
    if (const auto* setting = std::get_if<sql::session_setting>(&statement->parsed.what);
        setting != nullptr && !is_harmless(setting->what))
      return fmt::format("{}:{}: what {} means for the statements after it is not followed",
                         s.step->file->name(), line, shown(text));
    if (!changes_schema(statement->parsed)) continue;
    const auto* object = std::get_if<sql::object_command>(&statement->parsed.what);
    if (statement->parsed.outcome != sql::understanding::understood ||
        std::holds_alternative<sql::run_code>(statement->parsed.what) ||
        (object != nullptr && !stays_inside(*object, t.sql_dialect())))
      return fmt::format("{}:{}: {} is not understood", s.step->file->name(), line,
                         statement->parsed.head);
    try {
      copy.apply(text);
    } catch (const text::database_error& e) {
      return fmt::format("{}:{}: {}", s.step->file->name(), line, e.server_message());
    }
  }
  return "";
}

/// The schema in which some statements were proved, and what steps have done to it since.
struct proved_base {
  schema::definitions defined;
  std::string problem;  ///< not empty: it cannot be had
};

class prover {
 public:
  prover(target& t, shadow& copy, requirement_sets& sets, const std::set<std::string>& in_use,
         const std::vector<applied_step>& done)
      : t_(t),
        copy_(copy),
        sets_(sets),
        in_use_(in_use),
        done_(done),
        proved_at_(t.book.now_text()) {
    out_.live = copy_.read();
    const schema::definitions live = copy_.define();
    live_text_ = schema::write_definitions(live);
    live_hash_ = phases::sha256(live_text_);
    bases_[live_hash_].defined = live;
  }

  void prove_state(std::string step_name, std::string unjudged) {
    const bool live = out_.states.empty();
    out_.states.push_back({std::move(step_name), std::move(unjudged)});
    const bool judged = out_.states.back().unjudged.empty();
    out_.defined.push_back(judged ? copy_.define() : schema::definitions());
    upheavals_.clear();
    for (auto& [hash, rows] : sets_) out_.sets[hash].not_holding.emplace_back();
    if (!judged) return;
    std::map<std::string, std::vector<resolution>> found;
    for (auto& [hash, rows] : sets_) {
      for (requirement_row& row : rows) {
        if (t_.out.stop_requested()) throw stopped_error("stopped while proving; nothing changed");
        found[hash].push_back(copy_.resolve(row.sql));
        if (live) note_meaning(hash, row, found[hash].back());
      }
    }
    for (auto& [hash, rows] : sets_) {
      std::set<std::string> used = used_by_[hash];
      for (const std::string& other : in_use_)
        used.insert(used_by_[other].begin(), used_by_[other].end());
      for (std::size_t i = 0; i < rows.size(); ++i)
        judge_statement(hash, rows[i], found[hash][i], used);
    }
  }

  void note_pending(const simulated_step& step) { pending_.push_back(&step); }

  proof_run take() { return std::move(out_); }

 private:
  void note_meaning(const std::string& hash, requirement_row& row, const resolution& found) {
    if (!row.proved && found.resolves && found.cannot_judge.empty())
      store_meaning(hash, row, found);
    note_use(hash, row, found.resolves ? found.footprint : row.footprint);
  }

  void judge_statement(const std::string& hash, const requirement_row& row, const resolution& found,
                       const std::set<std::string>& used) {
    resolved_statement expected = expected_of(row);
    // A statement that first resolves after a pending step has nothing to be compared with.
    if (!row.proved && found.resolves) expected = to_resolved(found);
    const std::string base = row.schema_hash.empty() ? live_hash_ : row.schema_hash;
    const proved_base& from = base_of(base);
    phases::proof result;
    if (!from.problem.empty()) {
      result = {proof_outcome::unjudged, "NEVER_PROVED", from.problem, "",
                "record the release again"};
    } else {
      result =
          phases::compare(row.sql, t_.sql_dialect(), expected, to_resolved(found),
                          {&from.defined, &out_.defined.back(),
                           upheavals_since(base, row.proved ? row.proved_at : proved_at_), &used});
    }
    if (result.outcome != proof_outcome::holds)
      out_.sets[hash].not_holding.back().push_back({row.place, shown(row.sql), result});
  }

  void store_meaning(const std::string& hash, requirement_row& row, const resolution& found) {
    row.proved = true;
    row.exact = found.footprint_exact;
    row.footprint = found.footprint;
    row.shape = found.shape;
    row.insert_columns = found.insert_columns;
    row.proved_at = proved_at_;
    row.schema_hash = live_hash_;
    if (!live_is_stored_ && t_.book.read_schema(live_hash_).empty())
      t_.book.write_schema(live_hash_, live_text_);
    live_is_stored_ = true;
    t_.book.write_proof(hash, row);
  }

  void note_use(const std::string& hash, const requirement_row& row,
                const std::set<std::string>& footprint) {
    proved_set& set = out_.sets[hash];
    std::set<std::string> relations;
    for (const auto& [name, table] : out_.live.tables) relations.insert(name);
    for (const auto& [name, view] : out_.live.views) relations.insert(name);
    const phases::statement_use use(row.sql, t_.sql_dialect(), footprint, row.exact,
                                    row.insert_columns, relations);
    for (const schema::definition& c : out_.defined.front()) {
      if (c.kind == "column" &&
          (use.reads_column(c.table, c.name) || use.writes_column(c.table, c.name)))
        used_by_[hash].insert(c.table + "." + c.name);
    }
    for (const auto& [table, what] : use.tables) {
      if (what.reads) set.reads.insert(table);
      for (const std::string& c : what.read) set.reads.insert(table + "." + c);
      if (!what.writes()) continue;
      set.writes.insert(table);
      phases::written_columns written;
      written.inserts = what.inserts;
      written.updates = what.updates;
      for (const std::string& c : what.written) written.columns.insert(table + "." + c);
      set.writes.insert(written.columns.begin(), written.columns.end());
      set.statement_writes.push_back(std::move(written));
    }
  }

  const proved_base& base_of(const std::string& hash) {
    const auto known = bases_.find(hash);
    if (known != bases_.end()) return known->second;
    proved_base& base = bases_[hash];
    try {
      const std::string text = t_.book.read_schema(hash);
      if (text.empty()) base.problem = "the schema in which it was proved is not stored";
      base.defined = schema::read_definitions(text);
    } catch (const std::runtime_error& e) {
      base.problem = e.what();
    }
    return base;
  }

  const std::vector<phases::upheaval>& upheavals_since(const std::string& base,
                                                       const std::string& proved_at) {
    const auto [known, fresh] = upheavals_.try_emplace({base, proved_at});
    if (!fresh) return known->second;
    phases::lineage names(base_of(base).defined, t_.sql_dialect());
    for (const applied_step& s : done_) {
      if (s.finished_at > proved_at) follow(names, *s.step);
    }
    for (const simulated_step* s : pending_) follow(names, *s->step);
    known->second = names.upheavals();
    return known->second;
  }

  static void follow(phases::lineage& names, const phases::step& s) {
    for (const phases::step_statement& statement : s.statements)
      names.apply(statement.parsed, *s.file);
  }

  target& t_;
  shadow& copy_;
  requirement_sets& sets_;
  const std::set<std::string>& in_use_;
  const std::vector<applied_step>& done_;
  std::vector<const simulated_step*> pending_;
  std::string proved_at_;
  std::string live_text_, live_hash_;
  bool live_is_stored_ = false;
  std::map<std::string, proved_base> bases_;
  std::map<std::string, std::set<std::string>> used_by_;  ///< columns, by requirements hash
  std::map<std::pair<std::string, std::string>, std::vector<phases::upheaval>> upheavals_;
  proof_run out_;
};

}  // namespace

proof_run prove(target& t, shadow& copy, requirement_sets& sets,
                const std::set<std::string>& in_use, const std::vector<applied_step>& done,
                const std::vector<simulated_step>& steps, bool as_one) {
  prover p(t, copy, sets, in_use, done);
  p.prove_state("", "");
  std::string unjudged;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string name = phases::step_name(*steps[i].change, steps[i].step->phase);
    if (unjudged.empty()) {
      const std::string problem = simulate(t, copy, steps[i]);
      if (!problem.empty()) unjudged = problem;
    }
    p.note_pending(steps[i]);
    if (!as_one || i + 1 == steps.size()) p.prove_state(name, unjudged);
  }
  return p.take();
}

}  // namespace sluice::migrator
