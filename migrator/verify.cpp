#include "migrator/verify.hpp"

#include "dialects/catalog.hpp"
#include "migrator/backfill.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::migrator {

namespace {

using phases::change;
using phases::expectation_kind;
using phases::step;
using phases::step_statement;

constexpr std::size_t sample_size = 5;

std::uint64_t to_number(const value& v) {
  return v ? std::strtoull(v->c_str(), nullptr, 10) : 0;
}

std::string key_text(const std::vector<std::pair<std::string, value>>& key) {
  std::string out;
  for (const auto& [name, content] : key)
    out += fmt::format("{}{}={}", out.empty() ? "" : ",", name, content.value_or("NULL"));
  return out;
}

/// The columns of the result that belong to the key of the query's first table: these may be shown.
std::vector<std::size_t> key_positions(target& t, const step_statement& statement,
                                       const std::vector<std::string>& columns) {
  std::vector<std::size_t> out;
  const auto* query = std::get_if<sql::select_query>(&statement.parsed.what);
  if (query == nullptr || query->tables.empty()) return out;
  const sql::object_name& table = query->tables.front().table;
  const std::string name =
      table.schema ? table.schema->text + "." + table.object.text : table.object.text;
  for (const key_column& k : read_key(t.db, name)) {
    const auto found = std::find(columns.begin(), columns.end(), k.name);
    if (found == columns.end()) return {};
    out.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
  return out;
}

/// Counts on the server, so that a million disagreeing rows do not travel here. MySQL refuses a
/// derived table with two columns of one name; there the rows themselves are counted.
rows count_and_sample(target& t, std::string_view sql, std::uint64_t& count) {
  try {
    count = to_number(t.db.query(fmt::format("SELECT count(*) FROM (\n{}\n) AS sluice_rows", sql))
                          .values.at(0)
                          .at(0));
    if (count == 0) return {};
    return t.db.query(
        fmt::format("SELECT * FROM (\n{}\n) AS sluice_rows LIMIT {}", sql, sample_size));
  } catch (const text::database_error&) {
    if (t.sql_dialect() != dialect::mysql) throw;
  }
  rows all = t.db.query(sql);
  count = all.size();
  return all;
}

check_result check_empty(target& t, const step_statement& statement, std::string_view sql,
                         check_result out) {
  const rows found = count_and_sample(t, sql, out.rows);
  out.passed = out.rows == 0;
  if (out.passed) {
    out.message = "no row disagrees";
    return out;
  }
  const std::vector<std::size_t> keys = key_positions(t, statement, found.columns);
  for (std::size_t i = 0; !keys.empty() && i < std::min(sample_size, found.size()); ++i) {
    std::vector<std::pair<std::string, value>> key;
    for (const std::size_t k : keys) key.emplace_back(found.columns[k], found.values[i][k]);
    out.sample_keys.push_back(key_text(key));
  }
  out.message = fmt::format("{} row{} where none was expected", out.rows, out.rows == 1 ? "" : "s");
  return out;
}

bool is_true(const value& v) {
  return v && (*v == "t" || *v == "true" || *v == "1");
}

check_result check_single(target& t, const step_statement& statement, std::string_view sql,
                          check_result out) {
  const rows found = t.db.query(sql);
  if (found.size() != 1 || found.columns.size() != 1) {
    out.message = fmt::format("expected one row with one column, got {} rows with {} columns",
                              found.size(), found.columns.size());
    return out;
  }
  const value& v = found.values[0][0];
  if (statement.expect->kind == expectation_kind::is_true) {
    out.passed = is_true(v);
    out.message = out.passed ? "true" : "expected true, and it is not";
  } else {
    out.passed = v.has_value() && *v == statement.expect->value;
    out.message =
        out.passed ? fmt::format("it is {}", statement.expect->value)
                   : fmt::format("expected {}, and it is another value", statement.expect->value);
  }
  return out;
}

check_result run_query(target& t, const change& c, const step& s, const step_statement& statement) {
  check_result out;
  out.name =
      fmt::format("{}:{}", s.file->name(), s.file->position_of(statement.parsed.where.begin).line);
  const std::string_view sql = s.text_of(statement);
  try {
    return statement.expect->kind == expectation_kind::empty
               ? check_empty(t, statement, sql, std::move(out))
               : check_single(t, statement, sql, std::move(out));
  } catch (const text::database_error& e) {
    throw step_error(c, s, statement, e, "a verify step changes nothing",
                     "mend the query and run 'sluice verify' again");
  }
}

check_result run_derived(target& t, const job_plan& job) {
  check_result out;
  out.name = fmt::format("backfill {}", job.name);
  const dialect d = t.sql_dialect();
  const auto count = leftover_query(job, false, 0, d);
  if (!count) {
    out.passed = true;
    out.message = "an INSERT gives no derived check: its proof is verify.sql";
    return out;
  }
  out.rows = to_number(t.db.query(*count).values.at(0).at(0));
  out.passed = out.rows == 0;
  out.message = out.passed ? "no row is left that it would change"
                           : fmt::format("{} row{} that it would still change", out.rows,
                                         out.rows == 1 ? "" : "s");
  if (out.passed) return out;
  const rows sample = t.db.query(*leftover_query(job, true, sample_size, d));
  for (const auto& r : sample.values) {
    std::vector<std::pair<std::string, value>> key;
    for (std::size_t i = 0; i < job.key.size(); ++i) key.emplace_back(job.key[i].name, r[i]);
    out.sample_keys.push_back(key_text(key));
  }
  return out;
}

/// Refuses whatever would write: verify is repeatable and harmless.
void check_read_only(const step& s) {
  for (const step_statement& statement : s.statements) {
    if (std::holds_alternative<sql::select_query>(statement.parsed.what)) continue;
    throw text::input_error(
        {s.file->name(), s.file->position_of(statement.parsed.where.begin)},
        fmt::format("{} has no place in verify.sql: it holds queries that read only",
                    statement.parsed.head),
        "move it to migrate.sql, or write it as a SELECT");
  }
}

}  // namespace

verify_result run_checks(target& t, const change& c) {
  verify_result out;
  const step* verify = c.find(phases::phase::verify);
  if (verify != nullptr) {
    check_read_only(*verify);
    for (const step_statement& statement : verify->statements)
      out.checks.push_back(run_query(t, c, *verify, statement));
  }
  for (const job_plan& job : plan_jobs(t, c)) out.checks.push_back(run_derived(t, job));
  out.passed = std::all_of(out.checks.begin(), out.checks.end(),
                           [](const check_result& r) { return r.passed; });
  return out;
}

verify_result verify_change(target& t, const change& c) {
  const std::string started = t.book.now_text();
  t.out.watch(&t.db, true);
  verify_result out;
  try {
    out = run_checks(t, c);
  } catch (...) {
    t.out.watch(nullptr, false);
    throw;
  }
  t.out.watch(nullptr, false);
  const step* verify = c.find(phases::phase::verify);
  if (verify == nullptr) return out;
  phases::step_record r;
  r.change = c.id;
  r.phase = phases::phase::verify;
  r.checksum = verify->checksum;
  r.transactional = true;
  r.statements_total = out.checks.size();
  r.statements_done = static_cast<std::size_t>(
      std::count_if(out.checks.begin(), out.checks.end(), [](const auto& k) { return k.passed; }));
  r.status = out.passed ? phases::step_status::done : phases::step_status::failed;
  r.started_at = started;
  r.finished_at = t.book.now_text();
  for (const check_result& k : out.checks) {
    if (!k.passed && r.error.empty()) r.error = fmt::format("{}: {}", k.name, k.message);
  }
  t.db.begin();
  try {
    t.book.write_step(r);
    t.book.add_event(out.passed ? "verified" : "verify-failed",
                     phases::step_name(c, phases::phase::verify),
                     out.passed ? fmt::format("{} checks passed", out.checks.size()) : r.error);
    t.db.commit();
  } catch (...) {
    t.db.rollback();
    throw;
  }
  return out;
}

}  // namespace sluice::migrator
