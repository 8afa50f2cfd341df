#include "lint/cost.hpp"
#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void report_create_index_blocking(const statement_view& view, reporter& to, text::span where) {
  const schema::relation_fact* cost = find_cost(view, where);
  // Of a partitioned table, index-on-partitioned speaks.
  if (cost == nullptr || !cost->as.empty() || !cost->builds_index || !blocks_writes(view, *cost))
    return;
  report_cost(view, to, *cost,
              fmt::format("builds an index on {} while {} get through", cost->relation,
                          what_waits(view, *cost)),
              "", fix_concurrently(view));
}

void check_create_index_blocking(const statement_view& view, reporter& to) {
  if (std::holds_alternative<sql::create_index>(view.statement.what))
    report_create_index_blocking(view, to, view.statement.where);
  each_action<sql::add_index>(
      view, [&](const auto&, text::span where) { report_create_index_blocking(view, to, where); });
}

}  // namespace

const rule create_index_blocking{
    "create-index-blocking",
    rule_class::lock,
    severity::warning,
    "An index is built while nobody can write to the table.",
    "The lock lasts as long as the build: minutes to hours on a large table. Whatever comes later "
    "waits behind it.",
    {"CREATE INDEX CONCURRENTLY ... ON {table} (...);\nSluice runs it outside of a transaction by "
     "itself, and finds an index that could not be finished.",
     "InnoDB builds ordinary indexes while writes go on; FULLTEXT, SPATIAL and (MySQL) expression "
     "indexes it does not. Make the index on a generated column instead, or in a quiet hour.",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "CREATE INDEX users_email ON users (email);",
     "CREATE INDEX CONCURRENTLY users_email ON users (email);"},
    {"users", "", "", "", ""},
    check_create_index_blocking};

}  // namespace sluice::lint::catalogue
