#include "migrator/apply.hpp"

#include "migrator/recover.hpp"
#include "migrator/waiting.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::migrator {

namespace {

using phases::change;
using phases::step;
using phases::step_record;
using phases::step_statement;
using phases::step_status;

step_record record_of(const change& c, const step& s, bool transactional) {
  step_record r;
  r.change = c.id;
  r.phase = s.phase;
  r.checksum = s.checksum;
  r.transactional = transactional;
  r.statements_total = s.statements.size();
  return r;
}

std::chrono::milliseconds lock_timeout_of(const target& t, const step& s) {
  return s.lock_timeout.value_or(t.options.lock_timeout);
}

/// Holds for the session alone: it runs again whenever the step goes on.
bool is_setting(const step_statement& s) {
  return std::holds_alternative<sql::session_setting>(s.parsed.what);
}

bool is_data(const step_statement& s) {
  return std::holds_alternative<sql::insert>(s.parsed.what) ||
         std::holds_alternative<sql::update>(s.parsed.what) ||
         std::holds_alternative<sql::delete_rows>(s.parsed.what) ||
         std::holds_alternative<sql::change_rows>(s.parsed.what);
}

void record_failure(target& t, const change& c, const step& s, bool transactional, std::size_t done,
                    const std::string& error) {
  try {
    step_record r = record_of(c, s, transactional);
    r.status = step_status::failed;
    r.statements_done = done;
    r.started_at = r.finished_at = t.book.now_text();
    r.error = error;
    t.book.write_step(r);
    t.book.add_event("step-failed", phases::step_name(c, s.phase), error);
  } catch (const text::database_error&) {
    // The failure itself is what the user must hear; without a row the step counts as not begun, or
    // its journal tells.
  }
}

void run_transaction(target& t, runner_lock& lock, const change& c, const step& s,
                     const recheck& before) {
  const step_statement* current = nullptr;
  bool commits = false;
  t.db.begin();
  try {
    lock.check();
    if (before) before();
    step_record r = record_of(c, s, true);
    r.started_at = t.book.now_text();
    for (const step_statement& statement : s.statements) {
      if (t.out.stop_requested())
        throw stopped_error(fmt::format(
            "{}: stopped; nothing of this step is applied, and 'sluice up' begins it anew",
            phases::step_name(c, s.phase)));
      current = &statement;
      t.db.execute(s.text_of(statement));
    }
    r.status = step_status::done;
    r.statements_done = r.statements_total;
    r.finished_at = t.book.now_text();
    commits = true;
    t.book.write_step(r);
    t.book.add_event("step-applied", phases::step_name(c, s.phase),
                     fmt::format("{} {} in one transaction", r.statements_total,
                                 r.statements_total == 1 ? "statement" : "statements"));
    t.db.commit();
  } catch (const text::database_error& e) {
    t.db.rollback();
    if (current == nullptr) throw;
    if (commits && e.kind() == text::failure::connection)
      throw step_error(c, s, *current, e,
                       "the connection was lost at COMMIT: this step is applied, or nothing of it",
                       "run 'sluice up' again: it looks first");
    throw step_error(c, s, *current, e, "nothing of this step is applied: it was rolled back",
                     "mend the statement and run 'sluice up' again");
  } catch (...) {
    t.db.rollback();
    throw;
  }
}

void run_journalled_statement(target& t, const change& c, const step& s,
                              const step_statement& statement, std::size_t ordinal) {
  if (is_setting(statement)) {
    t.db.execute(s.text_of(statement));
    return;
  }
  journal_entry entry;
  entry.ordinal = ordinal;
  entry.statement_hash = phases::statement_hash(s.text_of(statement), t.sql_dialect());
  entry.connection_id = t.db.connection_id();
  entry.state = journal_state::done;
  if (is_data(statement)) {
    // Rows leave no trace in the catalogue: they and their journal row are one transaction.
    t.db.begin();
    try {
      t.db.execute(s.text_of(statement));
      t.book.write_journal(c.id, s.phase, entry);
      t.db.commit();
    } catch (...) {
      t.db.rollback();
      throw;
    }
    return;
  }
  journal_entry intent = entry;
  intent.state = journal_state::intent;
  t.book.write_journal(c.id, s.phase, intent);
  t.db.execute(s.text_of(statement));
  t.book.write_journal(c.id, s.phase, entry);
}

void run_journal(target& t, runner_lock& lock, const change& c, const step& s,
                 const recheck& before) {
  std::vector<journal_entry> journal = recover_step(t, c, s);
  const auto done = [&](std::size_t ordinal) {
    return std::any_of(journal.begin(), journal.end(), [&](const journal_entry& e) {
      return e.ordinal == ordinal && e.state == journal_state::done;
    });
  };
  step_record r = record_of(c, s, false);
  r.started_at = t.book.now_text();
  if (before) before();
  t.book.write_step(r);
  for (std::size_t i = 0; i < s.statements.size(); ++i) {
    if (done(i + 1)) continue;
    if (t.out.stop_requested())
      throw stopped_error(fmt::format("{}: stopped after {} of {} statements; 'sluice up' goes on",
                                      phases::step_name(c, s.phase), i, s.statements.size()));
    const step_statement& statement = s.statements[i];
    retry_while_locked(t, phases::step_name(c, s.phase), [&] {
      lock.check();
      try {
        run_journalled_statement(t, c, s, statement, i + 1);
      } catch (const text::database_error& e) {
        if (e.kind() == text::failure::connection) throw;
        journal_entry failed;
        failed.ordinal = i + 1;
        failed.statement_hash = phases::statement_hash(s.text_of(statement), t.sql_dialect());
        failed.state = journal_state::failed;
        failed.connection_id = t.db.connection_id();
        failed.evidence = e.storable_message;
        t.book.write_journal(c.id, s.phase, failed);
        throw step_error(
            c, s, statement, e,
            fmt::format("{} of {} statements of this step are applied; this one is not", i,
                        s.statements.size()),
            "mend this statement (those above it must stay as they are) and run 'sluice up' again");
      }
    });
  }
  r.status = step_status::done;
  r.statements_done = r.statements_total;
  r.finished_at = t.book.now_text();
  t.db.begin();
  try {
    lock.check();
    t.book.write_step(r);
    t.book.add_event("step-applied", phases::step_name(c, s.phase),
                     fmt::format("{} statements, one by one", r.statements_total));
    t.db.commit();
  } catch (...) {
    t.db.rollback();
    throw;
  }
}

}  // namespace

bool runs_in_transaction(const target& t, const step& s) {
  return t.sql_dialect() != dialect::mysql && s.fits_transaction();
}

std::vector<const step_statement*> remaining_statements(target& t, const change& c, const step& s) {
  std::vector<const step_statement*> out;
  const std::vector<journal_entry> journal =
      runs_in_transaction(t, s) ? std::vector<journal_entry>{} : recover_step(t, c, s);
  for (std::size_t i = 0; i < s.statements.size(); ++i) {
    const bool done = std::any_of(journal.begin(), journal.end(), [&](const journal_entry& e) {
      return e.ordinal == i + 1 && e.state == journal_state::done;
    });
    if (!done) out.push_back(&s.statements[i]);
  }
  return out;
}

void apply_step(target& t, runner_lock& lock, const change& c, const step& s,
                const recheck& before_first_statement) {
  t.out.watch(&t.db, true);
  set_lock_timeout(t.db, lock_timeout_of(t, s));
  const bool transactional = runs_in_transaction(t, s);
  try {
    if (transactional) {
      retry_while_locked(t, phases::step_name(c, s.phase),
                         [&] { run_transaction(t, lock, c, s, before_first_statement); });
    } else {
      run_journal(t, lock, c, s, before_first_statement);
    }
  } catch (const step_error& e) {
    std::size_t done = 0;
    if (!transactional) {
      const auto journal = t.book.read_journal(c.id, s.phase);
      done = static_cast<std::size_t>(
          std::count_if(journal.begin(), journal.end(),
                        [](const journal_entry& j) { return j.state == journal_state::done; }));
    }
    record_failure(t, c, s, transactional, done,
                   fmt::format("{}:{}: {}", e.where.file, e.where.at.line, e.storable_message));
    t.out.watch(nullptr, false);
    throw;
  } catch (...) {
    t.out.watch(nullptr, false);
    throw;
  }
  t.out.watch(nullptr, false);
}

}  // namespace sluice::migrator
