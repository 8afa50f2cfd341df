#include "lint/cost.hpp"
#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void report_add_key_blocking(const statement_view& view, reporter& to, text::span where,
                             std::vector<edit> fix) {
  const schema::relation_fact* cost = find_cost(view, where);
  if (cost == nullptr || copies(view) || !cost->builds_index || !blocks_writes(view, *cost)) return;
  report_cost(view, to, *cost,
              fmt::format("builds the index of a key of {} while {} get through", cost->relation,
                          what_waits(view, *cost)),
              "", std::move(fix));
}

void check_add_key_blocking(const statement_view& view, reporter& to) {
  each_action<sql::add_constraint>(view, [&](const sql::add_constraint& a, text::span where) {
    report_add_key_blocking(view, to, where, fix_key_by_index(view, a.constraint));
  });
  each_action<sql::add_column>(
      view, [&](const auto&, text::span where) { report_add_key_blocking(view, to, where, {}); });
}

}  // namespace

const rule add_key_blocking{
    "add-key-blocking",
    rule_class::lock,
    severity::warning,
    "A unique, primary or exclusion key builds its index under a lock that stops reads and writes.",
    "The lock lasts as long as the build. An index made CONCURRENTLY can become the key in an "
    "instant.",
    {"CREATE UNIQUE INDEX CONCURRENTLY ... ON {table} (...);\nand in a later step:\nALTER TABLE "
     "{table} ADD CONSTRAINT ... UNIQUE USING INDEX ...;\nAn exclusion constraint has no such way: "
     "make it with the table.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email);",
     "CREATE UNIQUE INDEX CONCURRENTLY one_email ON users (email);"},
    {"users", "", "", "", ""},
    check_add_key_blocking};

}  // namespace sluice::lint::catalogue
