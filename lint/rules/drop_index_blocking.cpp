#include "lint/cost.hpp"
#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_index_blocking(const statement_view& view, reporter& to) {
  const auto* drop = std::get_if<sql::drop_index>(&view.statement.what);
  if (drop == nullptr || drop->concurrently) return;
  for (const schema::relation_fact& f : view.facts.relations) {
    if (!f.lock || *f.lock < schema::table_lock::share) continue;
    report_cost(
        view, to, f,
        fmt::format("drops an index of {} while {} get through: brief, but it queues behind "
                    "every open transaction, and all others behind it",
                    f.relation, what_waits(view, f)),
        "", fix_concurrently(view));
  }
}

}  // namespace

const rule drop_index_blocking{
    "drop-index-blocking",
    rule_class::lock,
    severity::info,
    "An index is dropped under a lock that stops reads and writes.",
    "DROP INDEX takes ACCESS EXCLUSIVE on the table. It waits for whoever uses the table, and "
    "everybody waits for it.",
    {"DROP INDEX CONCURRENTLY ...;", "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);\nCREATE INDEX users_email ON users "
     "(email);",
     phases::phase::expand, "DROP INDEX users_email;", "DROP INDEX CONCURRENTLY users_email;"},
    {"users", "", "", "", ""},
    check_drop_index_blocking};

}  // namespace sluice::lint::catalogue
