#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

bool builds_concurrently(const statement_view& view) {
  if (const auto* s = std::get_if<sql::create_index>(&view.statement.what)) return s->concurrently;
  const auto* s = std::get_if<sql::auxiliary>(&view.statement.what);
  const auto* m = s == nullptr ? nullptr : std::get_if<sql::maintain>(&s->detail);
  return m != nullptr && m->verb == sql::maintenance::reindex && m->concurrently;
}

void check_concurrent_index_corruption(const statement_view& view, reporter& to) {
  const server_version& v = view.server;
  if (v.kind != engine::postgres || v.major != 14 || v.minor >= 4 || !builds_concurrently(view))
    return;
  reporter::draft d;
  d.message = fmt::format(
      "builds an index CONCURRENTLY on PostgreSQL 14.{}: versions before 14.4 may leave rows out "
      "of "
      "it that were updated meanwhile",
      v.minor);
  // What is called "14" may be any of them.
  if (v.minor == 0) d.level = severity::warning;
  to.report(std::move(d));
}

}  // namespace

const rule concurrent_index_corruption{
    "concurrent-index-corruption",
    rule_class::data_loss,
    severity::error,
    "PostgreSQL 14.0 to 14.3 may build a broken index CONCURRENTLY.",
    "Rows that are updated during the build can be missing from the index: queries do not find "
    "them, a unique index lets duplicates in. 14.4 mended it.",
    {"Upgrade to 14.4 or later first; say which one it is with server_version in sluice.toml. An "
     "index that was built before: REINDEX INDEX CONCURRENTLY after the upgrade.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "CREATE INDEX CONCURRENTLY users_email ON users (email);",
     "CREATE INDEX users_email ON users (email);", engine::postgres, "14.2"},
    {},
    check_concurrent_index_corruption,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
