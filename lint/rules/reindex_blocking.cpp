#include "lint/cost.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

const sql::maintain* reindex_of(const statement_view& view) {
  const auto* s = std::get_if<sql::auxiliary>(&view.statement.what);
  const auto* m = s == nullptr ? nullptr : std::get_if<sql::maintain>(&s->detail);
  return m != nullptr && m->verb == sql::maintenance::reindex ? m : nullptr;
}

void check_reindex_blocking(const statement_view& view, reporter& to) {
  const sql::maintain* m = reindex_of(view);
  if (m == nullptr || m->concurrently || view.d != dialect::postgres) return;
  const auto& all = view.facts.relations;
  const auto found = std::find_if(all.begin(), all.end(), [&](const schema::relation_fact& f) {
    return f.builds_index && blocks_writes(view, f);
  });
  if (found != all.end()) {
    report_cost(view, to, *found,
                fmt::format("builds indexes of {} anew, while no writes get through, nor any read "
                            "that would use one of them",
                            found->relation));
  } else if (view.facts.standing == schema::fact_standing::unknown) {
    reporter::draft d;
    d.message = fmt::format("builds indexes anew, while no writes get through to their tables ({})",
                            view.facts.reason);
    to.report(std::move(d));
  }
}

}  // namespace

const rule reindex_blocking{
    "reindex-blocking",
    rule_class::lock,
    severity::warning,
    "Indexes are built anew while nobody can write to their table.",
    "REINDEX locks the table against writes and each index against readers, for as long as the "
    "build takes.",
    {"REINDEX ... CONCURRENTLY ...; (PostgreSQL 12 and later)\nSluice runs it outside of a "
     "transaction by itself.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand, "REINDEX TABLE users;",
     "REINDEX TABLE CONCURRENTLY users;"},
    {"users", "", "", "", ""},
    check_reindex_blocking,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
