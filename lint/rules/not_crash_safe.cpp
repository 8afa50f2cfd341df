#include "dialects/schema/fact_collector.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace sluice::lint::catalogue {

namespace {

/// Engines of MySQL and MariaDB that lose or break rows at a crash.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> frail{{
    {"memory", "its rows are gone after a restart"},
    {"heap", "its rows are gone after a restart"},
    {"blackhole", "it keeps no rows"},
    {"myisam", "a crash leaves it broken, and no write of it can be rolled back"},
    {"csv", "a crash leaves it broken, and no write of it can be rolled back"},
}};

void report_not_crash_safe(const statement_view& view, reporter& to, const sql::object_name& table,
                           text::span where) {
  const std::string name = schema::model_name(table, view.d);
  const auto said = schema::words_in(*view.step.file, where, view.d);
  reporter::draft d;
  d.object = name;
  d.where = where;
  d.named = {name, "", "", "", ""};
  if (view.d == dialect::postgres && schema::has_words(said, "unlogged")) {
    d.message = fmt::format(
        "makes {} UNLOGGED: a crash empties it, and replicas never have its rows", name);
    to.report(std::move(d));
  }
  if (view.d != dialect::mysql) return;
  for (const auto& [engine, harm] : frail) {
    if (!schema::has_words(said, "engine " + std::string(engine))) continue;
    d.message = fmt::format("stores {} in {}: {}", name, sql::upper_case(engine), harm);
    to.report(std::move(d));
    return;
  }
}

void check_not_crash_safe(const statement_view& view, reporter& to) {
  if (const auto* made = std::get_if<sql::create_table>(&view.statement.what)) {
    if (made->temporary) return;
    // Of PostgreSQL the words before the name.
    const text::span head{view.statement.where.begin, made->table.where.begin};
    report_not_crash_safe(view, to, made->table,
                          view.d == dialect::postgres ? head : view.statement.where);
  }
  if (const auto* alter = std::get_if<sql::alter_table>(&view.statement.what)) {
    each_action<sql::quiet_action>(view, [&](const auto&, text::span where) {
      report_not_crash_safe(view, to, alter->table, where);
    });
  }
}

}  // namespace

const rule not_crash_safe{
    "not-crash-safe",
    rule_class::data_loss,
    severity::warning,
    "A table is stored so that a crash of the server loses its rows.",
    "UNLOGGED tables and the engines MEMORY, MyISAM, CSV and BLACKHOLE keep no log to recover "
    "from. What is meant as a cache is soon read as the truth.",
    {"An ordinary table. For a cache that may be lost, say so where it is made:\n  -- sluice:allow "
     "not-crash-safe reason=\"a cache\"",
     "ENGINE=InnoDB. For a cache that may be lost, say so where it is made:\n  -- sluice:allow "
     "not-crash-safe reason=\"a cache\"",
     ""},
    {"", phases::phase::expand, "CREATE UNLOGGED TABLE visits (id bigint PRIMARY KEY);",
     "CREATE TABLE visits (id bigint PRIMARY KEY);"},
    {"visits", "", "", "", ""},
    check_not_crash_safe,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
