#include "tests/fuzz/targets.hpp"

#include "dialects/schema/diff.hpp"
#include "dialects/schema/resolve.hpp"
#include "dialects/schema/statement_facts.hpp"
#include "dialects/sql/program.hpp"
#include "dialects/text/error.hpp"
#include "phases/directive.hpp"
#include "phases/lineage.hpp"
#include "phases/trigger_program.hpp"

#include <optional>
#include <stdexcept>
#include <string>

namespace sluice::test {

namespace {

void require(bool holds, const char* property) {
  if (!holds) throw std::logic_error(property);
}

/// Nothing for bytes that are refused before any parser sees them.
std::optional<text::source> as_source(std::string_view bytes) {
  try {
    return text::source("fuzz", std::string(bytes));
  } catch (const text::input_error&) {
    return std::nullopt;
  }
}

bool inside(const text::span& part, const text::span& whole) {
  return part.begin <= part.end && whole.begin <= part.begin && part.end <= whole.end;
}

void check_tokens(std::string_view bytes, dialect d) {
  std::size_t at = 0;
  for (const sql::token& t : sql::lex(bytes, d)) {
    require(t.where.begin == at && t.where.end >= t.where.begin, "tokens tile the bytes");
    at = t.where.end;
  }
  require(at == bytes.size(), "tokens tile the bytes to the end");
}

void check_spans(const sql::script& parsed, const text::span& all, dialect d) {
  std::uint32_t at = 0;
  for (const sql::parsed_statement& s : parsed.statements) {
    // DELIMITER lines belong to no statement.
    require(s.whole.begin == at || (d == dialect::mysql && s.whole.begin > at),
            "statements tile the file");
    require(inside(s.whole, all) && inside(s.where, s.whole), "spans nest");
    require(inside(s.note_where, all), "a note points into the file");
    at = s.whole.end;
  }
}

void check_facts(const schema::model& before, const schema::model& after,
                 const sql::parsed_statement& s, const text::source& file, dialect d) {
  for (const engine kind : {engine::postgres, engine::mysql, engine::mariadb, engine::sqlite}) {
    if (dialect_of(kind) != d) continue;
    const auto facts = schema::find_facts(before, after, s, file, schema::usual_version(kind));
    require((facts.standing == schema::fact_standing::unknown) == !facts.reason.empty(),
            "what is not known has a reason");
    for (const schema::relation_fact& f : facts.relations) {
      require(!f.relation.empty(), "a fact is about a relation");
      require(inside(f.where, s.where), "a fact points into its statement");
    }
  }
}

void check_places(const schema::model& m) {
  for (const auto& [key, t] : m.tables) {
    for (const auto& entry : t.indexes)
      require(m.places.may_exist(entry.first), "the place of every index is known");
    for (const auto& entry : t.constraints)
      require(m.places.may_exist(entry.first), "the place of every constraint is known");
    const auto is_known = [&, &from = key](const std::string& to) {
      require(to.empty() || m.links.to(to).count(from) != 0, "every link between tables is known");
    };
    for (const auto& entry : t.constraints) is_known(entry.second.references);
    is_known(t.partition_of);
    for (const std::string& parent : t.inherits) is_known(parent);
  }
}

}  // namespace

void fuzz_sql(std::string_view bytes, dialect d) {
  const auto file = as_source(bytes);
  if (!file) return;
  const text::span all{0, static_cast<std::uint32_t>(file->bytes().size())};
  check_tokens(file->bytes(), d);
  const sql::script parsed = sql::parse(*file, d);
  check_spans(parsed, all, d);
  schema::model made;
  phases::lineage names({}, d);
  for (const sql::parsed_statement& s : parsed.statements) {
    const schema::model before = made;
    auto effects = schema::fold(made, s, *file, d);
    check_facts(before, made, s, *file, d);
    for (const schema::effect& e : effects)
      require(inside(e.where, all), "an effect points into the file");
    schema::mark_existing(effects, {}, made);
    names.apply(s, *file);
    static_cast<void>(sql::forbids_transaction(s, *file, d));
    static_cast<void>(schema::find_presence(made, s, *file, d));
    // A statement of a release resolves, fails or is unjudged, whatever it is.
    static_cast<void>(
        schema::resolve_names(sql::read_statement_tree(file->slice(s.where), d), before));
  }
  check_places(made);
  require(schema::diff(made, made, d).empty(), "a model does not differ from itself");
  static_cast<void>(schema::dump(made));
  static_cast<void>(names.upheavals());
  static_cast<void>(sql::names_mentioned(file->bytes(), d));
  static_cast<void>(sql::assigned_columns(file->bytes(), d, "t"));
  for (const sql::parsed_statement& s : sql::read_program(*file, all, d).statements)
    require(inside(s.where, all), "a program's statements lie in it");
}

void fuzz_directive(std::string_view bytes) {
  const auto file = as_source("-- sluice:" + std::string(bytes.substr(0, bytes.find('\n'))));
  if (!file) return;
  const text::span all{0, static_cast<std::uint32_t>(file->bytes().size())};
  for (const phases::phase p : {phases::phase::expand, phases::phase::migrate,
                                phases::phase::verify, phases::phase::contract}) {
    try {
      if (const auto found = phases::read_directive(*file, all, p))
        static_cast<void>(phases::scope_of(*found));
    } catch (const text::input_error&) {
      // Refused with its place.
    }
  }
}

void fuzz_trigger(std::string_view bytes, dialect d) {
  const schema::definition trigger{
      "trigger",
      "t",
      "tr",
      {{"body", std::string(bytes)}, {"events", "insert\nupdate\ndelete"}, {"timing", "before"}}};
  const phases::triggered_table table{{"a", "b", "id"}, {"b"}, {"id"}};
  for (const auto event :
       {phases::row_event::insert, phases::row_event::update, phases::row_event::remove}) {
    phases::trigger_work work;
    static_cast<void>(phases::effect_on_row(trigger, d, event, table, {"a"}, {"a"}, work));
    static_cast<void>(phases::carries_over(trigger, d, event, table, "a", "b"));
  }
}

}  // namespace sluice::test
