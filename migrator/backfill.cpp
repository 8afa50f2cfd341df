#include "migrator/backfill.hpp"

#include "dialects/catalog.hpp"
#include "migrator/waiting.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

namespace sluice::migrator {

namespace {

using phases::change;
using phases::job_record;
using phases::job_status;
using phases::step;
using phases::step_record;
using phases::step_statement;
using phases::step_status;
using clock = std::chrono::steady_clock;

constexpr int batch_attempts = 8;
constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_lease_wait{30'000};

std::optional<key_values> read_cursor(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return nlohmann::json::parse(text).get<key_values>();
}

std::string write_cursor(const std::optional<key_values>& key) {
  if (!key) return "";
  return nlohmann::json(*key).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void read_job_key(target& t, job_plan& job) {
  if (job.key.empty()) {
    job.key = read_key(t.db, job.table);
    if (job.key.empty())
      throw text::input_error(
          fmt::format("{}: backfill '{}': table {} has no primary key and no unique index over "
                      "NOT NULL columns",
                      job.place, job.name, job.table),
          "give the table a key, or name columns that order its rows without ties: key=a,b");
    return;
  }
  std::vector<std::string> names;
  for (const key_column& k : job.key) names.push_back(k.name);
  const std::vector<key_column> found = read_columns(t.db, job.table, names);
  for (const std::string& name : names) {
    if (std::none_of(found.begin(), found.end(),
                     [&](const key_column& k) { return k.name == name; }))
      throw text::input_error(fmt::format("{}: backfill '{}': table {} has no column '{}'",
                                          job.place, job.name, job.table, name),
                              "name existing columns in key=");
  }
  job.key = found;
}

/// Other workers run the same step: what is recorded is read and written in one transaction that
/// holds the step's row. False when the step is done by then.
bool as_only_worker(target& t, const std::string& change_id, const std::function<void()>& work) {
  bool open = false;
  retry_while_locked(t, change_id + "/migrate", [&] {
    t.db.begin();
    try {
      open = !t.book.lock_step(change_id, phases::phase::migrate);
      if (open) work();
      t.db.commit();
    } catch (...) {
      t.db.rollback();
      throw;
    }
  });
  return open;
}

/// What is recorded of the job, when that still holds.
std::optional<job_record> find_begun(target& t, const job_plan& job, const std::string& hash) {
  const phases::history past = t.book.read_history();
  const job_record* known = past.find_job(job.change, job.name);
  if (known == nullptr || (known->batches == 0 && known->statement_hash != hash))
    return std::nullopt;
  if (known->statement_hash != hash)
    throw text::input_error(
        fmt::format("{}: backfill '{}' was edited after {} of its batches had run", job.place,
                    job.name, known->batches),
        "bring the text back that it began with, or give the job another name: it then begins "
        "at the first row");
  return *known;
}

void begin_job(target& t, const job_plan& job, const std::string& hash) {
  if (find_begun(t, job, hash)) return;
  refresh_statistics(t.db, job.table);
  job_record fresh;
  fresh.change = job.change;
  fresh.job = job.name;
  fresh.statement_hash = hash;
  fresh.rows_estimated = estimate_rows(t.db, job.table);
  fresh.batch_rows = job.batch_rows.value_or(first_batch_rows);
  fresh.started_at = fresh.updated_at = t.book.now_text();
  // Another worker may have begun it meanwhile, and its lease must not be written over.
  as_only_worker(t, job.change, [&] {
    if (!find_begun(t, job, hash)) t.book.write_job(fresh);
  });
}

std::int64_t take_lease(target& t, const job_plan& job) {
  const auto deadline = clock::now() + std::max(t.options.wait, longest_lease_wait);
  bool told = false;
  while (true) {
    std::string owner;
    if (const auto fence = t.book.take_job(job.change, job.name, owner)) return *fence;
    if (t.out.stop_requested()) throw stopped_error("stopped while waiting for another worker");
    // A killed worker's connection ends within moments; a living one is left alone.
    if (clock::now() >= deadline)
      throw busy_error(
          fmt::format("another worker runs backfill '{}' (connection {})", job.name, owner),
          "let it work; 'sluice backfill status' shows how far it is", 14);
    if (!told) t.out.note(fmt::format("waiting for another worker at backfill '{}'", job.name));
    told = true;
    t.out.pause(std::chrono::milliseconds(200));
  }
}

/// One batch and its cursor in one transaction. Returns true when it was the last one.
bool run_batch(target& t, const job_plan& job, job_record& record, std::int64_t fence) {
  const dialect d = t.sql_dialect();
  const auto low = read_cursor(record.cursor);
  job_record next = record;
  t.db.begin();
  try {
    const rows found = t.db.query(next_key_query(job, low, record.batch_rows, d));
    std::optional<key_values> high;
    if (!found.empty()) {
      high.emplace();
      for (const value& v : found.values[0]) {
        if (!v)
          throw text::input_error(fmt::format("{}: backfill '{}': a key column of {} holds NULL",
                                              job.place, job.name, job.table),
                                  "name NOT NULL columns in key=");
        high->push_back(*v);
      }
    }
    const std::uint64_t changed = t.db.execute(batch_statement(job, low, high, d));
    next.rows_changed += changed;
    next.rows_seen += high ? record.batch_rows : changed;
    next.batches += 1;
    next.updated_at = t.book.now_text();
    if (high) {
      next.cursor = write_cursor(high);
    } else {
      next.status = job_status::done;
      next.finished_at = next.updated_at;
      next.error.clear();
    }
    if (!high)
      t.book.add_event("backfill-done", fmt::format("{} {}", job.change, job.name),
                       fmt::format("{} rows changed", next.rows_changed));
    if (!t.book.advance_job(next, fence))
      throw busy_error(fmt::format("backfill '{}' was taken over by another worker", job.name),
                       "nothing of this batch was kept; the other worker goes on", 14);
    t.db.commit();
    record = next;
    return !high;
  } catch (...) {
    t.db.rollback();
    throw;
  }
}

bool may_retry(const text::database_error& e) {
  return e.kind() == text::failure::lock_timeout || e.kind() == text::failure::deadlock;
}

void record_job_failure(target& t, job_record& record, std::int64_t fence,
                        const std::string& error) {
  try {
    record.status = job_status::failed;
    record.error = error;
    record.updated_at = t.book.now_text();
    static_cast<void>(t.book.advance_job(record, fence));
    t.book.release_job(record.change, record.job, fence);
  } catch (const text::database_error&) {
    // The connection is gone: the cursor of the last batch stands, and that is enough.
  }
}

void run_batches(target& t, const job_plan& job, job_record& record, std::int64_t fence) {
  const auto target_time = job.batch_target.value_or(default_batch_target);
  const auto began = clock::now();
  const std::uint64_t seen_before = record.rows_seen;
  bool last = false;
  while (!last) {
    if (t.out.stop_requested()) {
      t.book.release_job(record.change, record.job, fence);
      throw stopped_error(fmt::format(
          "backfill '{}' stopped after batch {}; 'sluice backfill run' goes on from there",
          job.name, record.batches));
    }
    auto pause = first_pause;
    const auto batch_began = clock::now();
    for (int attempt = 1;; ++attempt) {
      try {
        last = run_batch(t, job, record, fence);
        break;
      } catch (const text::database_error& e) {
        // The batch was rolled back, and stopping is what was asked for.
        const bool stops = may_retry(e) || e.kind() == text::failure::cancelled;
        if (stops && t.out.stop_requested()) break;
        if (!may_retry(e) || attempt >= batch_attempts) throw;
        record.batch_rows = std::max<std::uint64_t>(1, record.batch_rows / 2);
        t.out.note(fmt::format("backfill '{}': {}; trying {} rows", job.name, e.server_message(),
                               record.batch_rows));
      }
      t.out.pause(pause);
      pause *= 2;
    }
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - batch_began);
    if (!last) record.batch_rows = next_batch_rows(record.batch_rows, took, target_time);
    const double seconds = std::chrono::duration<double>(clock::now() - began).count();
    t.out.progress(
        {job.name, record.rows_seen, record.rows_changed, record.rows_estimated, record.batch_rows,
         seconds > 0 ? static_cast<double>(record.rows_seen - seen_before) / seconds : 0, last});
  }
}

void run_plain_statement(target& t, const change& c, const step& s, const step_statement& statement,
                         std::size_t ordinal) {
  journal_entry entry;
  entry.ordinal = ordinal;
  entry.statement_hash = phases::statement_hash(s.text_of(statement), t.sql_dialect());
  entry.connection_id = t.db.connection_id();
  entry.state = journal_state::done;
  as_only_worker(t, c.id, [&] {
    const std::vector<journal_entry> journal = t.book.read_journal(c.id, s.phase);
    if (std::any_of(journal.begin(), journal.end(),
                    [&](const journal_entry& e) { return e.ordinal == ordinal; }))
      return;
    try {
      t.db.execute(s.text_of(statement));
    } catch (const text::database_error& e) {
      throw step_error(c, s, statement, e, "this statement is not applied; what stands above it is",
                       "mend the statement and run 'sluice backfill run' again");
    }
    t.book.write_journal(c.id, s.phase, entry);
  });
}

}  // namespace

job_plan plan_job_live(target& t, const change& c, const step& s, const step_statement& statement) {
  job_plan job = plan_job(c, s, statement, t.sql_dialect());
  read_job_key(t, job);
  return job;
}

std::vector<job_plan> plan_jobs(target& t, const change& c) {
  std::vector<job_plan> out;
  const step* migrate = c.find(phases::phase::migrate);
  if (migrate == nullptr) return out;
  for (const step_statement& statement : migrate->statements) {
    if (statement.backfill) out.push_back(plan_job_live(t, c, *migrate, statement));
  }
  return out;
}

job_record run_job(target& t, const job_plan& job) {
  const std::string hash = phases::statement_hash(job.statement, t.sql_dialect());
  begin_job(t, job, hash);
  if (t.sql_dialect() == dialect::mysql) {
    // Under REPEATABLE READ a range UPDATE locks the gaps too and blocks inserts of the
    // application.
    t.db.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
  }
  const std::int64_t fence = take_lease(t, job);
  // Another worker may have moved the cursor before the lease was ours.
  const phases::history past = t.book.read_history();
  job_record record = *past.find_job(job.change, job.name);
  if (record.status == job_status::done) {
    t.book.release_job(job.change, job.name, fence);
    return record;
  }
  record.status = job_status::running;
  t.out.watch(&t.db, false);
  try {
    run_batches(t, job, record, fence);
    t.book.release_job(job.change, job.name, fence);
  } catch (const text::database_error& e) {
    t.out.watch(nullptr, false);
    record_job_failure(t, record, fence, e.storable_message);
    throw;
  } catch (...) {
    t.out.watch(nullptr, false);
    throw;
  }
  t.out.watch(nullptr, false);
  return record;
}

namespace {

void run_declared_job(target& t, const change& c, const step& s, const step_statement& statement) {
  const job_plan job = plan_job_live(t, c, s, statement);
  try {
    run_job(t, job);
  } catch (const text::database_error& e) {
    if (e.kind() == text::failure::connection) throw;
    // It points into the batch's own text.
    text::database_error cause = e;
    cause.offset.reset();
    throw step_error(
        c, s, statement, cause,
        fmt::format("backfill '{}' keeps the batches before this one, which was rolled back",
                    job.name),
        "mend what the database complains about and run 'sluice backfill run' again: it goes on "
        "from there");
  }
}

}  // namespace

void run_migrate_step(target& t, const change& c) {
  const step& s = *c.find(phases::phase::migrate);
  step_record r;
  r.change = c.id;
  r.phase = s.phase;
  r.checksum = s.checksum;
  r.transactional = false;
  r.statements_total = s.statements.size();
  set_lock_timeout(t.db, t.options.lock_timeout);
  const bool open = as_only_worker(t, c.id, [&] {
    const phases::history past = t.book.read_history();
    const step_record* known = past.find(c.id, s.phase);
    r.started_at =
        known != nullptr && !known->started_at.empty() ? known->started_at : t.book.now_text();
    t.book.write_step(r);
  });
  if (!open) return;

  for (std::size_t i = 0; i < s.statements.size(); ++i) {
    const step_statement& statement = s.statements[i];
    if (statement.backfill) {
      run_declared_job(t, c, s, statement);
    } else {
      run_plain_statement(t, c, s, statement, i + 1);
    }
  }
  r.status = step_status::done;
  r.statements_done = r.statements_total;
  r.finished_at = t.book.now_text();
  as_only_worker(t, c.id, [&] {
    t.book.write_step(r);
    t.book.add_event("step-applied", phases::step_name(c, s.phase),
                     fmt::format("{} statements and jobs", r.statements_total));
  });
}

}  // namespace sluice::migrator
