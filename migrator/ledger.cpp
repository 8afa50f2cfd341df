#include "migrator/ledger.hpp"

#include "dialects/catalog.hpp"
#include "migrator/ledger_cells.hpp"
#include "migrator/ledger_schema.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace sluice::migrator {

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
    check_ledger_version(cell_text(found.values[0][0]));
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

std::vector<event_row> ledger::read_events(std::size_t newest) {
  std::vector<event_row> out;
  const rows found =
      ask(fmt::format("SELECT id, at, actor, tool_version, kind, subject, detail FROM @events "
                      "ORDER BY id DESC LIMIT {}",
                      newest));
  for (const auto& r : found.values)
    out.push_back({number_of<std::int64_t>(r[0]), cell_text(r[1]), cell_text(r[2]), cell_text(r[3]),
                   cell_text(r[4]), cell_text(r[5]), cell_text(r[6])});
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
  return {cell_text(found.values[0][0]), number_of<std::int64_t>(found.values[0][1]),
          cell_text(found.values[0][2])};
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
  return found.empty() ? "" : cell_text(found.values[0][0]);
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
