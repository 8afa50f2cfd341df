#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_instant_redo_bug(const statement_view& view, reporter& to) {
  const server_version& v = view.server;
  const bool flawed =
      v.kind == engine::mysql && v.major == 8 && v.minor == 0 && v.patch >= 29 && v.patch <= 31;
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (!flawed || alter == nullptr || view.facts.algorithm != schema::alter_algorithm::instant ||
      alter->method.algorithm == "INPLACE" || alter->method.algorithm == "COPY")
    return;
  const auto report = [&](text::span where) {
    const schema::relation_fact* cost = find_cost(view, where);
    if (cost == nullptr) return;
    report_cost(view, to, *cost,
                fmt::format("changes the columns of {} with ALGORITHM=INSTANT on MySQL 8.0.{}: "
                            "after a crash, or from a backup, the table may be unreadable",
                            cost->relation, v.patch));
  };
  each_action<sql::add_column>(view, [&](const auto&, text::span where) { report(where); });
  each_action<sql::drop_column>(view, [&](const auto&, text::span where) { report(where); });
}

}  // namespace

const rule instant_redo_bug{
    "instant-redo-bug",
    rule_class::data_loss,
    severity::error,
    "MySQL 8.0.29 to 8.0.31 write flawed logs after an instant ADD or DROP COLUMN.",
    "Recovery after a crash, and backups taken by copying files, read the log with the wrong row "
    "format. 8.0.32 mended it.",
    {"Upgrade to 8.0.32 or later first, or add ALGORITHM=INPLACE to the statement, which rebuilds "
     "the table while writes go on.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN nick varchar(50);",
     "ALTER TABLE users ADD COLUMN nick varchar(50), ALGORITHM=INPLACE;", engine::mysql, "8.0.30"},
    {"users", "", "", "", ""},
    check_instant_redo_bug,
    true,
    {engine::mysql}};

}  // namespace sluice::lint::catalogue
