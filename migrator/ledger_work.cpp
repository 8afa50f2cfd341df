#include "dialects/catalog.hpp"
#include "migrator/ledger.hpp"
#include "migrator/ledger_cells.hpp"

#include <fmt/format.h>

/// The ledger's records of work: steps, their journal, backfill jobs.
namespace sluice::migrator {

using phases::history;
using phases::job_record;
using phases::step_record;

namespace {

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

history ledger::read_history() {
  history out;
  const rows steps =
      ask("SELECT change_id, phase, state, checksum, transactional, statements_done, "
          "statements_total, started_at, finished_at, error FROM @steps ORDER BY change_id, phase");
  for (const auto& r : steps.values) {
    step_record s;
    s.change = cell_text(r[0]);
    const auto p = phases::phase_from_name(cell_text(r[1]));
    const auto state = phases::step_status_from_name(cell_text(r[2]));
    if (!p || !state)
      throw ledger_error(
          fmt::format("the ledger holds a step '{}/{}' in state '{}', which means nothing",
                      s.change, cell_text(r[1]), cell_text(r[2])),
          "somebody changed Sluice's tables by hand: restore them from a backup");
    s.phase = *p;
    s.status = *state;
    s.checksum = cell_text(r[3]);
    s.transactional = number_of<int>(r[4]) != 0;
    s.statements_done = number_of<std::size_t>(r[5]);
    s.statements_total = number_of<std::size_t>(r[6]);
    s.started_at = cell_text(r[7]);
    s.finished_at = cell_text(r[8]);
    s.error = cell_text(r[9]);
    out.steps.push_back(std::move(s));
  }
  const rows jobs =
      ask("SELECT change_id, job, state, statement_hash, cursor_key, rows_changed, rows_seen, "
          "rows_estimated, batches, batch_rows, started_at, updated_at, finished_at, error "
          "FROM @backfills ORDER BY change_id, job");
  for (const auto& r : jobs.values) {
    job_record j;
    j.change = cell_text(r[0]);
    j.job = cell_text(r[1]);
    j.status = job_status_of(cell_text(r[2]));
    j.statement_hash = cell_text(r[3]);
    j.cursor = cell_text(r[4]);
    j.rows_changed = number_of<std::uint64_t>(r[5]);
    j.rows_seen = number_of<std::uint64_t>(r[6]);
    j.rows_estimated = number_of<std::uint64_t>(r[7]);
    j.batches = number_of<std::uint64_t>(r[8]);
    j.batch_rows = number_of<std::uint64_t>(r[9]);
    j.started_at = cell_text(r[10]);
    j.updated_at = cell_text(r[11]);
    j.finished_at = cell_text(r[12]);
    j.error = cell_text(r[13]);
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

bool ledger::lock_step(const std::string& change, phases::phase p) {
  // SQLite's BEGIN IMMEDIATE has locked the whole file already.
  const char* lock = db_.sql_dialect() == dialect::sqlite ? "" : " FOR UPDATE";
  const rows found =
      ask(fmt::format("SELECT state FROM @steps WHERE change_id = ? AND phase = ?{}", lock),
          {change, std::string(phases::phase_name(p))});
  return !found.empty() &&
         cell_text(found.values[0][0]) == phases::step_status_name(phases::step_status::done);
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
    const std::string state = cell_text(r[2]);
    out.push_back({number_of<std::size_t>(r[0]), cell_text(r[1]),
                   state == "done"     ? journal_state::done
                   : state == "failed" ? journal_state::failed
                                       : journal_state::intent,
                   cell_text(r[3]), cell_text(r[4])});
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
  owner = cell_text(found.values[0][0]);
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

}  // namespace sluice::migrator
