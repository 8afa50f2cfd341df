#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_refresh_blocking(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::auxiliary>(&view.statement.what);
  if (s == nullptr || !std::holds_alternative<sql::refresh_view>(s->detail)) return;
  const schema::relation_fact* cost = find_cost(view, view.statement.where);
  if (cost == nullptr || !cost->rewrites) return;
  report_cost(view, to, *cost,
              fmt::format("fills {} anew, while no reads get through", cost->relation));
}

}  // namespace

const rule refresh_blocking{
    "refresh-blocking",
    rule_class::lock,
    severity::warning,
    "A materialized view is filled anew while nobody can read it.",
    "REFRESH takes ACCESS EXCLUSIVE for as long as the view's query runs.",
    {"REFRESH MATERIALIZED VIEW CONCURRENTLY {table};\nIt needs a unique index on the view, over "
     "plain columns and all rows.",
     "", ""},
    {"CREATE TABLE sales (day date, amount integer);\nCREATE MATERIALIZED VIEW daily AS SELECT "
     "day, "
     "sum(amount) AS amount FROM sales GROUP BY day;",
     phases::phase::expand, "REFRESH MATERIALIZED VIEW daily;",
     "REFRESH MATERIALIZED VIEW CONCURRENTLY daily;"},
    {"daily", "", "", "", ""},
    check_refresh_blocking,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
