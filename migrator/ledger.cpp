#include "migrator/ledger.hpp"

#include "dialects/catalog.hpp"
#include "migrator/ledger_schema.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace sluice::migrator {

namespace {

using phases::history;
using phases::job_record;
using phases::step_record;

std::string text_of(const value& v) {
  return v.value_or("");
}

template <typename Number>
Number number_of(const value& v) {
  Number out = 0;
  if (v) std::from_chars(v->data(), v->data() + v->size(), out);
  return out;
}

std::string join_lines(const auto& lines) {
  return nlohmann::json(lines).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

template <typename List>
List split_lines(const value& v) {
  if (!v || v->empty()) return {};
  return nlohmann::json::parse(*v, nullptr, false).get<List>();
}

phases::job_status job_status_of(std::string_view name) {
  if (name == "done") return phases::job_status::done;
  return name == "failed" ? phases::job_status::failed : phases::job_status::running;
}

std::string_view job_status_text(phases::job_status s) {
  switch (s) {
    case phases::job_status::done:
      return "done";
    case phases::job_status::failed:
      return "failed";
    case phases::job_status::running:
      break;
  }
  return "running";
}

}  // namespace

void check_ledger_version(std::string_view stored) {
  int found = 0;
  const auto [end, problem] = std::from_chars(stored.data(), stored.data() + stored.size(), found);
  if (problem != std::errc{} || end != stored.data() + stored.size() || found < 1)
    throw ledger_error(fmt::format("the ledger's version is '{}', which is no number", stored),
                       "somebody changed Sluice's tables by hand: restore them from a backup");
  if (found > ledger_version)
    throw newer_ledger_error(
        fmt::format("the ledger of this database has version {}, and this Sluice knows {}", found,
                    ledger_version),
        "a newer Sluice works on this database: use that one. 'sluice gate rollback' still answers "
        "from the verdicts that the newer one stored");
}

ledger::ledger(session& db, std::string actor, std::string tool_version)
    : db_(db), actor_(std::move(actor)), tool_version_(std::move(tool_version)) {}

std::string ledger::table(std::string_view name) const {
  return ledger_table(db_.sql_dialect(), name);
}

/// `@steps` in our own SQL stands for the ledger's table of that name.
std::string ledger::expand(std::string_view sql) const {
  std::string out;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] != '@') {
      out += sql[i];
      continue;
    }
    std::size_t end = i + 1;
    while (end < sql.size() && sql[end] >= 'a' && sql[end] <= 'z') ++end;
    out += table(sql.substr(i + 1, end - i - 1));
    i = end - 1;
  }
  return out;
}

rows ledger::ask(std::string_view sql, std::initializer_list<value> parameters) {
  return db_.query(expand(sql), parameters);
}

std::uint64_t ledger::tell(std::string_view sql, std::initializer_list<value> parameters) {
  return db_.execute(expand(sql), parameters);
}

void ledger::upsert(std::string_view name, std::vector<std::pair<std::string, value>> keys,
                    std::vector<std::pair<std::string, value>> rest) {
  std::string columns, marks, conflict, sets;
  std::vector<value> values;
  const bool mysql = db_.sql_dialect() == dialect::mysql;
  const auto comma = [](std::string& s) { s += s.empty() ? "" : ", "; };
  for (const auto* group : {&keys, &rest}) {
    for (const auto& [column, content] : *group) {
      comma(columns);
      comma(marks);
      columns += column;
      marks += '?';
      values.push_back(content);
      if (group == &keys) {
        comma(conflict);
        conflict += column;
      } else {
        comma(sets);
        sets += mysql ? fmt::format("{0} = VALUES({0})", column)
                      : fmt::format("{0} = excluded.{0}", column);
      }
    }
  }
  const std::string clause = mysql
                                 ? fmt::format("ON DUPLICATE KEY UPDATE {}", sets)
                                 : fmt::format("ON CONFLICT ({}) DO UPDATE SET {}", conflict, sets);
  db_.execute(
      fmt::format("INSERT INTO {} ({}) VALUES ({}) {}", table(name), columns, marks, clause),
      std::span<const value>(values));
}

bool ledger::exists() {
  if (known_to_exist_) return true;
  try {
    const rows found = ask("SELECT content FROM @meta WHERE name = 'ledger_version'");
    if (found.empty()) return false;
    check_ledger_version(text_of(found.values[0][0]));
    known_to_exist_ = true;
    return true;
  } catch (const text::database_error& e) {
    if (e.kind() == text::failure::missing) return false;
    throw;
  }
}

void ledger::ensure() {
  if (exists()) return;
  const bool together = db_.sql_dialect() != dialect::mysql;
  if (together) db_.begin();
  try {
    for (const std::string& statement : ledger_schema(db_.sql_dialect())) db_.execute(statement);
    tell(
        "INSERT INTO @runner (name, holder, fence, taken_at) SELECT 'runner', '', 0, '' WHERE NOT "
        "EXISTS (SELECT 1 FROM @runner)");
    // Last: without this row the ledger does not exist, and ensure() is repeated.
    upsert("meta", {{"name", "ledger_version"}}, {{"content", std::to_string(ledger_version)}});
    if (together) db_.commit();
  } catch (...) {
    if (together) db_.rollback();
    throw;
  }
  known_to_exist_ = true;
}

history ledger::read_history() {
  history out;
  const rows steps =
      ask("SELECT change_id, phase, state, checksum, transactional, statements_done, "
          "statements_total, started_at, finished_at, error FROM @steps ORDER BY change_id, phase");
  for (const auto& r : steps.values) {
    step_record s;
    s.change = text_of(r[0]);
    const auto p = phases::phase_from_name(text_of(r[1]));
    const auto state = phases::step_status_from_name(text_of(r[2]));
    if (!p || !state)
      throw ledger_error(
          fmt::format("the ledger holds a step '{}/{}' in state '{}', which means nothing",
                      s.change, text_of(r[1]), text_of(r[2])),
          "somebody changed Sluice's tables by hand: restore them from a backup");
    s.phase = *p;
    s.status = *state;
    s.checksum = text_of(r[3]);
    s.transactional = number_of<int>(r[4]) != 0;
    s.statements_done = number_of<std::size_t>(r[5]);
    s.statements_total = number_of<std::size_t>(r[6]);
    s.started_at = text_of(r[7]);
    s.finished_at = text_of(r[8]);
    s.error = text_of(r[9]);
    out.steps.push_back(std::move(s));
  }
  const rows jobs =
      ask("SELECT change_id, job, state, statement_hash, cursor_key, rows_changed, rows_seen, "
          "rows_estimated, batches, batch_rows, started_at, updated_at, finished_at, error "
          "FROM @backfills ORDER BY change_id, job");
  for (const auto& r : jobs.values) {
    job_record j;
    j.change = text_of(r[0]);
    j.job = text_of(r[1]);
    j.status = job_status_of(text_of(r[2]));
    j.statement_hash = text_of(r[3]);
    j.cursor = text_of(r[4]);
    j.rows_changed = number_of<std::uint64_t>(r[5]);
    j.rows_seen = number_of<std::uint64_t>(r[6]);
    j.rows_estimated = number_of<std::uint64_t>(r[7]);
    j.batches = number_of<std::uint64_t>(r[8]);
    j.batch_rows = number_of<std::uint64_t>(r[9]);
    j.started_at = text_of(r[10]);
    j.updated_at = text_of(r[11]);
    j.finished_at = text_of(r[12]);
    j.error = text_of(r[13]);
    out.jobs.push_back(std::move(j));
  }
  return out;
}

void ledger::write_step(const step_record& s) {
  upsert("steps", {{"change_id", s.change}, {"phase", std::string(phases::phase_name(s.phase))}},
         {{"state", std::string(phases::step_status_name(s.status))},
          {"checksum", s.checksum},
          {"transactional", s.transactional ? "1" : "0"},
          {"statements_done", std::to_string(s.statements_done)},
          {"statements_total", std::to_string(s.statements_total)},
          {"started_at", s.started_at},
          {"finished_at", s.finished_at},
          {"actor", actor_},
          {"tool_version", tool_version_},
          {"error", s.error}});
}

void ledger::forget_step(const std::string& change, phases::phase p) {
  tell("DELETE FROM @steps WHERE change_id = ? AND phase = ?",
       {change, std::string(phases::phase_name(p))});
}

std::vector<journal_entry> ledger::read_journal(const std::string& change, phases::phase p) {
  std::vector<journal_entry> out;
  const rows found =
      ask("SELECT ordinal, statement_hash, state, connection_id, evidence FROM @journal "
          "WHERE change_id = ? AND phase = ? ORDER BY ordinal",
          {change, std::string(phases::phase_name(p))});
  for (const auto& r : found.values) {
    const std::string state = text_of(r[2]);
    out.push_back({number_of<std::size_t>(r[0]), text_of(r[1]),
                   state == "done"     ? journal_state::done
                   : state == "failed" ? journal_state::failed
                                       : journal_state::intent,
                   text_of(r[3]), text_of(r[4])});
  }
  return out;
}

void ledger::write_journal(const std::string& change, phases::phase p, const journal_entry& e) {
  const char* state = e.state == journal_state::done     ? "done"
                      : e.state == journal_state::failed ? "failed"
                                                         : "intent";
  upsert("journal",
         {{"change_id", change},
          {"phase", std::string(phases::phase_name(p))},
          {"ordinal", std::to_string(e.ordinal)}},
         {{"statement_hash", e.statement_hash},
          {"state", state},
          {"connection_id", e.connection_id},
          {"written_at", now_text()},
          {"evidence", e.evidence}});
}

void ledger::clear_journal(const std::string& change, phases::phase p) {
  tell("DELETE FROM @journal WHERE change_id = ? AND phase = ?",
       {change, std::string(phases::phase_name(p))});
}

void ledger::write_job(const job_record& j) {
  upsert("backfills", {{"change_id", j.change}, {"job", j.job}},
         {{"state", std::string(job_status_text(j.status))},
          {"statement_hash", j.statement_hash},
          {"cursor_key", j.cursor},
          {"rows_changed", std::to_string(j.rows_changed)},
          {"rows_seen", std::to_string(j.rows_seen)},
          {"rows_estimated", std::to_string(j.rows_estimated)},
          {"batches", std::to_string(j.batches)},
          {"batch_rows", std::to_string(j.batch_rows)},
          {"lease_owner", ""},
          {"lease_fence", "0"},
          {"started_at", j.started_at},
          {"updated_at", j.updated_at},
          {"finished_at", j.finished_at},
          {"error", j.error}});
}

std::optional<std::int64_t> ledger::take_job(const std::string& change, const std::string& job,
                                             std::string& owner) {
  const rows found =
      ask("SELECT lease_owner, lease_fence FROM @backfills WHERE change_id = ? AND "
          "job = ?",
          {change, job});
  if (found.empty()) return std::nullopt;
  owner = text_of(found.values[0][0]);
  const auto fence = number_of<std::int64_t>(found.values[0][1]);
  if (!owner.empty() && owner != db_.connection_id() && connection_exists(db_, owner))
    return std::nullopt;
  const auto changed = tell(
      "UPDATE @backfills SET lease_owner = ?, lease_fence = ? WHERE change_id = ? AND job = ? "
      "AND lease_fence = ?",
      {db_.connection_id(), std::to_string(fence + 1), change, job, std::to_string(fence)});
  if (changed != 1) return std::nullopt;
  return fence + 1;
}

bool ledger::advance_job(const job_record& j, std::int64_t fence) {
  return tell(
             "UPDATE @backfills SET state = ?, cursor_key = ?, rows_changed = ?, rows_seen = ?, "
             "batches = ?, batch_rows = ?, updated_at = ?, finished_at = ?, error = ? "
             "WHERE change_id = ? AND job = ? AND lease_fence = ?",
             {std::string(job_status_text(j.status)), j.cursor, std::to_string(j.rows_changed),
              std::to_string(j.rows_seen), std::to_string(j.batches), std::to_string(j.batch_rows),
              j.updated_at, j.finished_at, j.error, j.change, j.job, std::to_string(fence)}) == 1;
}

void ledger::release_job(const std::string& change, const std::string& job, std::int64_t fence) {
  tell("UPDATE @backfills SET lease_owner = '' WHERE change_id = ? AND job = ? AND lease_fence = ?",
       {change, job, std::to_string(fence)});
}

std::vector<release_row> ledger::read_releases() {
  std::vector<release_row> out;
  const rows found =
      ask("SELECT service, version, state, requirements, recorded_at, live_at, "
          "standby_at, retired_at FROM @releases ORDER BY recorded_at, service, version");
  for (const auto& r : found.values) {
    release_row row;
    row.id = {text_of(r[0]), text_of(r[1])};
    const auto status = phases::release_status_from_name(text_of(r[2]));
    if (!status)
      throw ledger_error(
          fmt::format("the ledger holds release {} in state '{}', which means nothing",
                      row.id.text(), text_of(r[2])),
          "somebody changed Sluice's tables by hand: restore them from a backup");
    row.status = *status;
    row.requirements = text_of(r[3]);
    row.recorded_at = text_of(r[4]);
    row.live_at = text_of(r[5]);
    row.standby_at = text_of(r[6]);
    row.retired_at = text_of(r[7]);
    out.push_back(std::move(row));
  }
  return out;
}

void ledger::write_release(const release_row& r) {
  upsert("releases", {{"service", r.id.service}, {"version", r.id.version}},
         {{"state", std::string(phases::release_status_name(r.status))},
          {"requirements", r.requirements},
          {"recorded_at", r.recorded_at},
          {"live_at", r.live_at},
          {"standby_at", r.standby_at},
          {"retired_at", r.retired_at}});
}

std::vector<requirement_row> ledger::read_requirements(const std::string& hash) {
  std::vector<requirement_row> out;
  const rows found =
      ask("SELECT ordinal, place, statement, proved, exact, footprint, shape, insert_columns FROM "
          "@requirements WHERE hash = ? ORDER BY ordinal",
          {hash});
  for (const auto& r : found.values) {
    requirement_row row;
    row.ordinal = number_of<std::size_t>(r[0]);
    row.place = text_of(r[1]);
    row.sql = text_of(r[2]);
    row.proved = number_of<int>(r[3]) != 0;
    row.exact = number_of<int>(r[4]) != 0;
    row.footprint = split_lines<std::set<std::string>>(r[5]);
    row.shape = split_lines<std::vector<std::string>>(r[6]);
    row.insert_columns = split_lines<std::vector<std::string>>(r[7]);
    out.push_back(std::move(row));
  }
  return out;
}

void ledger::write_requirements(const std::string& hash, const std::vector<requirement_row>& all) {
  for (const requirement_row& row : all) write_proof(hash, row);
}

void ledger::write_proof(const std::string& hash, const requirement_row& row) {
  upsert("requirements", {{"hash", hash}, {"ordinal", std::to_string(row.ordinal)}},
         {{"place", row.place},
          {"statement", row.sql},
          {"proved", row.proved ? "1" : "0"},
          {"exact", row.exact ? "1" : "0"},
          {"footprint", join_lines(row.footprint)},
          {"shape", join_lines(row.shape)},
          {"insert_columns", join_lines(row.insert_columns)}});
}

std::vector<verdict_row> ledger::read_verdicts() {
  std::vector<verdict_row> out;
  // Only columns that every version has: a newer Sluice may have added others.
  const rows found =
      ask("SELECT service, version, schema_fingerprint, verdict, closes_at, closed_by, reasons, "
          "document, evaluated_at, tool_version FROM @verdicts ORDER BY service, version");
  for (const auto& r : found.values)
    out.push_back({{text_of(r[0]), text_of(r[1])},
                   text_of(r[2]),
                   text_of(r[3]),
                   text_of(r[4]),
                   text_of(r[5]),
                   text_of(r[6]),
                   text_of(r[7]),
                   text_of(r[8]),
                   text_of(r[9])});
  return out;
}

void ledger::write_verdict(const verdict_row& v) {
  upsert("verdicts", {{"service", v.id.service}, {"version", v.id.version}},
         {{"schema_fingerprint", v.fingerprint},
          {"verdict", v.verdict},
          {"closes_at", v.closes_at},
          {"closed_by", v.closed_by},
          {"reasons", v.reasons},
          {"document", v.document},
          {"evaluated_at", v.evaluated_at},
          {"tool_version", v.tool_version}});
}

std::vector<event_row> ledger::read_events(std::size_t newest) {
  std::vector<event_row> out;
  const rows found =
      ask(fmt::format("SELECT id, at, actor, tool_version, kind, subject, detail FROM @events "
                      "ORDER BY id DESC LIMIT {}",
                      newest));
  for (const auto& r : found.values)
    out.push_back({number_of<std::int64_t>(r[0]), text_of(r[1]), text_of(r[2]), text_of(r[3]),
                   text_of(r[4]), text_of(r[5]), text_of(r[6])});
  std::reverse(out.begin(), out.end());
  return out;
}

void ledger::add_event(const std::string& kind, const std::string& subject,
                       const std::string& detail) {
  tell(
      "INSERT INTO @events (at, actor, tool_version, kind, subject, detail) VALUES (?, ?, ?, ?, ?, "
      "?)",
      {now_text(), actor_, tool_version_, kind, subject, detail});
}

ledger::runner_row ledger::read_runner(bool for_update) {
  const bool lock = for_update && db_.sql_dialect() != dialect::sqlite;
  const rows found =
      ask(fmt::format("SELECT holder, fence, taken_at FROM @runner WHERE name = "
                      "'runner'{}",
                      lock ? " FOR UPDATE" : ""));
  if (found.empty())
    throw ledger_error(fmt::format("the ledger's table {} has lost its row", table("runner")),
                       "somebody changed Sluice's tables by hand: restore them from a backup");
  return {text_of(found.values[0][0]), number_of<std::int64_t>(found.values[0][1]),
          text_of(found.values[0][2])};
}

bool ledger::take_runner(std::int64_t seen_fence) {
  return tell(
             "UPDATE @runner SET holder = ?, fence = ?, taken_at = ? WHERE name = 'runner' AND "
             "fence = ?",
             {db_.connection_id(), std::to_string(seen_fence + 1), now_text(),
              std::to_string(seen_fence)}) == 1;
}

void ledger::free_runner(std::int64_t fence) {
  tell("UPDATE @runner SET holder = '' WHERE name = 'runner' AND fence = ?",
       {std::to_string(fence)});
}

std::string ledger::read_meta(const std::string& name) {
  const rows found = ask("SELECT content FROM @meta WHERE name = ?", {name});
  return found.empty() ? "" : text_of(found.values[0][0]);
}

std::string ledger::verdicts_digest() {
  return read_meta("verdicts_digest");
}

void ledger::set_verdicts_digest(const std::string& digest) {
  upsert("meta", {{"name", "verdicts_digest"}}, {{"content", digest}});
}

bool ledger::first_build() {
  return read_meta("first_build") == "running";
}

void ledger::set_first_build(bool running) {
  upsert("meta", {{"name", "first_build"}}, {{"content", running ? "running" : "done"}});
}

std::chrono::milliseconds ledger::now() {
  const auto here = std::chrono::steady_clock::now();
  if (!clock_base_) {
    const auto read = phases::parse_timestamp(read_clock(db_));
    if (!read) throw ledger_error("the database gives no usable time", "");
    clock_base_ = *read;
    clock_read_at_ = here;
  }
  return *clock_base_ +
         std::chrono::duration_cast<std::chrono::milliseconds>(here - clock_read_at_);
}

std::string ledger::now_text() {
  return phases::timestamp_text(now());
}

}  // namespace sluice::migrator
