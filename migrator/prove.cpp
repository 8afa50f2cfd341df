#include "migrator/prove.hpp"

#include "migrator/apply.hpp"

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
std::string one_line(std::string_view sql) {
  std::string out;
  bool blank = false;
  for (const char c : sql) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      blank = !out.empty();
      continue;
    }
    if (blank) out += ' ';
    blank = false;
    out += c;
  }
  if (out.size() <= shown_sql_length) return out;
  std::size_t cut = shown_sql_length - 3;
  while (cut > 0 && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
  return out.substr(0, cut) + "...";
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

/// Statements that the parser does not know, yet whose effect stays inside the scratch database, so
/// that the engine itself can show it.
bool stays_inside(const std::string& head) {
  static constexpr std::array<std::string_view, 16> heads{
      "CREATE TYPE",   "ALTER TYPE",  "DROP TYPE",        "CREATE DOMAIN",
      "ALTER DOMAIN",  "DROP DOMAIN", "CREATE SEQUENCE",  "ALTER SEQUENCE",
      "DROP SEQUENCE", "COMMENT",     "CREATE EXTENSION", "CREATE SCHEMA",
      "ALTER INDEX",   "ALTER VIEW",  "ALTER FUNCTION",   "CREATE AGGREGATE"};
  return std::any_of(heads.begin(), heads.end(),
                     [&](std::string_view h) { return head.starts_with(h); });
}

bool changes_schema(const sql::parsed_statement& s) {
  using namespace sql;
  return !std::holds_alternative<insert>(s.what) && !std::holds_alternative<update>(s.what) &&
         !std::holds_alternative<delete_rows>(s.what) &&
         !std::holds_alternative<select_query>(s.what) &&
         !std::holds_alternative<session_setting>(s.what);
}

/// CREATE INDEX CONCURRENTLY works in the shadow too: nobody holds a snapshot there. Empty on
/// success.
std::string simulate(target& t, shadow& copy, const simulated_step& s) {
  if (s.step->phase != phases::phase::expand && s.step->phase != phases::phase::contract) return "";
  for (const phases::step_statement* statement : remaining_statements(t, *s.change, *s.step)) {
    if (!changes_schema(statement->parsed)) continue;
    const std::string_view text = s.step->text_of(*statement);
    const std::size_t line = s.step->file->position_of(statement->parsed.where.begin).line;
    if (statement->parsed.outcome != sql::understanding::understood &&
        !stays_inside(statement->parsed.head))
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

class prover {
 public:
  prover(target& t, shadow& copy, requirement_sets& sets) : t_(t), copy_(copy), sets_(sets) {
    out_.live = copy.read();
  }

  void prove_state(std::string step_name, std::string unjudged) {
    const bool live = out_.states.empty();
    out_.states.push_back({std::move(step_name), std::move(unjudged)});
    const bool judged = out_.states.back().unjudged.empty();
    const schema::model now = judged && !live ? copy_.read() : out_.live;
    for (auto& [hash, rows] : sets_) {
      proved_set& set = out_.sets[hash];
      set.not_holding.emplace_back();
      if (!judged) continue;
      for (requirement_row& row : rows) prove_statement(hash, row, set, live, now);
    }
  }

  proof_run take() { return std::move(out_); }

 private:
  void prove_statement(const std::string& hash, requirement_row& row, proved_set& set, bool live,
                       const schema::model& now) {
    const resolution found = copy_.resolve(row.sql);
    if (live && !row.proved && found.resolves && found.cannot_judge.empty()) {
      row.proved = true;
      row.exact = found.footprint_exact;
      row.footprint = found.footprint;
      row.shape = found.shape;
      row.insert_columns = found.insert_columns;
      t_.book.write_proof(hash, row);
    }
    for (const std::string& entry : found.resolves ? found.footprint : row.footprint) {
      if (entry.size() < 3) continue;
      (entry.front() == 'w' ? set.writes : set.reads).insert(entry.substr(2));
    }
    resolved_statement expected = expected_of(row);
    // A statement that first resolves after a pending step has nothing to be compared with.
    if (!row.proved && found.resolves) expected = to_resolved(found);
    const phases::proof result = phases::compare(row.sql, t_.sql_dialect(), expected,
                                                 to_resolved(found), {&out_.live, &now});
    if (result.outcome != proof_outcome::holds)
      set.not_holding.back().push_back({row.place, one_line(row.sql), result});
  }

  target& t_;
  shadow& copy_;
  requirement_sets& sets_;
  proof_run out_;
};

}  // namespace

proof_run prove(target& t, shadow& copy, requirement_sets& sets,
                const std::vector<simulated_step>& steps, bool as_one) {
  prover p(t, copy, sets);
  p.prove_state("", "");
  std::string unjudged;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::string name = phases::step_name(*steps[i].change, steps[i].step->phase);
    if (unjudged.empty()) {
      const std::string problem = simulate(t, copy, steps[i]);
      if (!problem.empty()) unjudged = problem;
    }
    if (!as_one || i + 1 == steps.size()) p.prove_state(name, unjudged);
  }
  return p.take();
}

}  // namespace sluice::migrator
