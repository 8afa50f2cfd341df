#include "lint/cost.hpp"
#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

/// The rebuild that no action asks for by itself is noted at the whole statement.
void check_mixed_algorithm_alter(const statement_view& view, reporter& to) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || view.d != dialect::mysql || alter->actions.size() < 2) return;
  const schema::relation_fact* cost = find_cost(view, view.statement.where);
  if (cost == nullptr || !cost->rewrites || copies(view)) return;
  for (const sql::alter_action& a : alter->actions) {
    const schema::relation_fact* alone = find_cost(view, a.where);
    if (a.where != cost->where && alone != nullptr && alone->rewrites) return;
  }
  report_cost(view, to, *cost,
              fmt::format("writes the whole of {} anew, which none of its {} parts would need by "
                          "itself",
                          cost->relation, alter->actions.size()),
              "", fix_split_actions(view));
}

}  // namespace

const rule mixed_algorithm_alter{
    "mixed-algorithm-alter",
    rule_class::lock,
    severity::info,
    "Columns and indexes are changed in one ALTER TABLE, which rebuilds the table.",
    "An instant change of columns beside one that is not instant is not instant any more: the "
    "table is rebuilt, replicas lag behind, and the disk must hold it twice.",
    {"Two statements: first the columns, which is instant, then the indexes, which are built in "
     "place.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, age int);", phases::phase::expand,
     "ALTER TABLE users ADD COLUMN nick varchar(50), ADD INDEX by_age (age);",
     "ALTER TABLE users ADD COLUMN nick varchar(50);\nALTER TABLE users ADD INDEX by_age (age);",
     engine::mysql},
    {"users", "", "", "", ""},
    check_mixed_algorithm_alter,
    true,
    mysql_and_mariadb};

}  // namespace sluice::lint::catalogue
