#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

const sql::maintain* rewriting(const statement_view& view) {
  const auto* s = std::get_if<sql::auxiliary>(&view.statement.what);
  const auto* m = s == nullptr ? nullptr : std::get_if<sql::maintain>(&s->detail);
  if (m == nullptr) return nullptr;
  const bool vacuum = m->verb == sql::maintenance::vacuum && (m->full || view.d == dialect::sqlite);
  return vacuum || m->verb == sql::maintenance::cluster ? m : nullptr;
}

void check_vacuum_full_cluster(const statement_view& view, reporter& to) {
  const sql::maintain* m = rewriting(view);
  if (m == nullptr || view.d == dialect::mysql) return;
  if (m->objects.empty()) {
    reporter::draft d;
    d.message = view.d == dialect::sqlite
                    ? "writes the whole file anew, while no writes get through"
                    : "writes one table after the other anew, while no reads and no writes get "
                      "through to it";
    to.report(std::move(d));
    return;
  }
  for (const schema::relation_fact& f : view.facts.relations) {
    if (!f.rewrites) continue;
    report_cost(view, to, f,
                fmt::format("writes every row of {} anew, while no reads and no writes get through",
                            f.relation));
  }
}

}  // namespace

const rule vacuum_full_cluster{
    "vacuum-full-cluster",
    rule_class::lock,
    severity::warning,
    "A table is written anew to save space or to put it in order, under the strongest lock.",
    "VACUUM FULL and CLUSTER hold ACCESS EXCLUSIVE for as long as the copy takes, and need the "
    "space of both. SQLite's VACUUM copies the whole file, and nobody writes meanwhile.",
    {"VACUUM {table}; makes the space usable again, and stops nobody. To give it back, copy the "
     "table in phases, or use a tool that does so online.",
     "", "In a quiet hour; or leave it out: the free pages are used again."},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand, "VACUUM FULL users;",
     "VACUUM users;"},
    {"users", "", "", "", ""},
    check_vacuum_full_cluster,
    true,
    {engine::postgres, engine::sqlite}};

}  // namespace sluice::lint::catalogue
