#include "migrator/recover.hpp"

#include "dialects/catalog.hpp"
#include "dialects/schema/effect.hpp"
#include "migrator/waiting.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::migrator {

namespace {

using phases::change;
using phases::step;
using phases::step_statement;

/// A killed client's statement usually ends within moments; a longer one is the user's decision.
constexpr std::chrono::milliseconds shortest_wait{5'000};

void wait_for_old_connection(target& t, const change& c, const step& s, const journal_entry& e) {
  if (e.connection_id == t.db.connection_id()) return;
  const auto deadline = std::chrono::steady_clock::now() + std::max(t.options.wait, shortest_wait);
  bool told = false;
  while (connection_is_busy(t.db, e.connection_id)) {
    if (t.out.stop_requested()) throw stopped_error("stopped while waiting for an old statement");
    if (std::chrono::steady_clock::now() >= deadline)
      throw busy_error(
          fmt::format("statement {} of {}, sent by an earlier run, still executes on the server "
                      "(connection {})",
                      e.ordinal, phases::step_name(c, s.phase), e.connection_id),
          "wait for it to end, or let this command wait: --wait 1h", 12);
    if (!told)
      t.out.note(fmt::format("waiting for statement {} of {}, which the server still executes",
                             e.ordinal, phases::step_name(c, s.phase)));
    told = true;
    t.out.pause(poll_interval);
  }
}

void drop_invalid_index(target& t, const step_statement& statement) {
  const auto* create = std::get_if<sql::create_index>(&statement.parsed.what);
  if (create == nullptr || !create->index) return;
  std::string name = quote_name(t.sql_dialect(), create->index->text);
  if (create->table.schema)
    name = quote_name(t.sql_dialect(), create->table.schema->text) + "." + name;
  t.out.note(fmt::format("dropping {}, the invalid remnant of an interrupted index build", name));
  t.db.execute(fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", name));
}

/// CREATE INDEX CONCURRENTLY that fails leaves an invalid index behind, which its repetition meets.
void drop_remnant(target& t, const step& s, const step_statement& statement) {
  const auto* create = std::get_if<sql::create_index>(&statement.parsed.what);
  if (create == nullptr || !create->concurrently) return;
  const auto found =
      schema::find_presence(read_model(t.db), statement.parsed, *s.file, t.sql_dialect());
  if (found.state == schema::presence::partial) drop_invalid_index(t, statement);
}

void check_unchanged(target& t, const change& c, const step& s, const journal_entry& e) {
  const bool same = e.ordinal <= s.statements.size() &&
                    phases::statement_hash(s.text_of(s.statements[e.ordinal - 1]),
                                           t.sql_dialect()) == e.statement_hash;
  if (same) return;
  throw ledger_error(
      fmt::format("{}: statement {} was applied with another text", s.file->name(), e.ordinal),
      fmt::format("bring back the text that was applied; {} is only partly applied",
                  phases::step_name(c, s.phase)));
}

}  // namespace

std::vector<journal_entry> recover_step(target& t, const change& c, const step& s) {
  std::vector<journal_entry> out;
  for (journal_entry& e : t.book.read_journal(c.id, s.phase)) {
    if (e.state == journal_state::failed) {
      if (e.ordinal <= s.statements.size()) drop_remnant(t, s, s.statements[e.ordinal - 1]);
      continue;
    }
    check_unchanged(t, c, s, e);
    if (e.state == journal_state::intent) {
      wait_for_old_connection(t, c, s, e);
      const step_statement& statement = s.statements[e.ordinal - 1];
      const schema::presence_report found =
          schema::find_presence(read_model(t.db), statement.parsed, *s.file, t.sql_dialect());
      const bool remnant = found.state == schema::presence::partial &&
                           std::holds_alternative<sql::create_index>(statement.parsed.what);
      if (found.state == schema::presence::present) {
        e.state = journal_state::done;
        e.evidence = found.evidence;
        t.book.write_journal(c.id, s.phase, e);
        t.out.note(fmt::format("{}: statement {} had been applied before the interruption ({})",
                               phases::step_name(c, s.phase), e.ordinal, found.evidence));
      } else if (remnant) {
        drop_invalid_index(t, statement);
        continue;
      } else if (found.state == schema::presence::absent || found.repeatable) {
        continue;
      } else {
        throw undecided_error(
            fmt::format("{}:{}: an earlier run was interrupted at statement {} of {}, and the "
                        "catalogue does not tell whether it took effect{}",
                        s.file->name(), s.file->position_of(statement.parsed.where.begin).line,
                        e.ordinal, phases::step_name(c, s.phase),
                        found.evidence.empty() ? "" : fmt::format(" ({})", found.evidence)),
            fmt::format("look yourself, then say: sluice resolve {} {} done|not-done --reason TEXT",
                        phases::step_name(c, s.phase), e.ordinal));
      }
    }
    out.push_back(e);
  }
  return out;
}

void resolve_statement(target& t, const change& c, const step& s, std::size_t ordinal,
                       bool was_done, const std::string& why) {
  for (journal_entry e : t.book.read_journal(c.id, s.phase)) {
    if (e.ordinal != ordinal) continue;
    if (e.state == journal_state::done)
      throw text::input_error(fmt::format("statement {} of {} is recorded as done already", ordinal,
                                          phases::step_name(c, s.phase)));
    e.state = was_done ? journal_state::done : journal_state::failed;
    e.evidence = fmt::format("said by hand: {}", why);
    t.db.begin();
    try {
      t.book.write_journal(c.id, s.phase, e);
      t.book.add_event("statement-resolved",
                       fmt::format("{} statement {}", phases::step_name(c, s.phase), ordinal),
                       fmt::format("{}: {}", was_done ? "done" : "not done", why));
      t.db.commit();
    } catch (...) {
      t.db.rollback();
      throw;
    }
    return;
  }
  throw text::input_error(fmt::format("the journal holds no statement {} of {}", ordinal,
                                      phases::step_name(c, s.phase)),
                          "'sluice status' shows what waits for an answer");
}

}  // namespace sluice::migrator
