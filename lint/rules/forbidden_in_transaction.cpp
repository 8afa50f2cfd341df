#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

/// A step of Sluice's own runs without a transaction where a statement needs that.
void check_forbidden_in_transaction(const statement_view& view, reporter& to) {
  if (!view.step.foreign || view.step.no_transaction || view.d == dialect::mysql ||
      view.facts.transactional)
    return;
  const bool sets = std::holds_alternative<sql::session_setting>(view.statement.what);
  reporter::draft d;
  d.message = sets ? fmt::format(
                         "stands inside of a transaction, where {} silently leaves the "
                         "setting as it is",
                         engine_name(view.server.kind))
                   : fmt::format("runs inside of a transaction: {} refuses that",
                                 engine_name(view.server.kind));
  to.report(std::move(d));
}

}  // namespace

const rule forbidden_in_transaction{
    "forbidden-in-transaction",
    rule_class::runtime,
    severity::error,
    "A migration tool sends in a transaction what cannot run in one.",
    "CREATE INDEX CONCURRENTLY, VACUUM and the like are refused there, and SQLite ignores PRAGMA "
    "foreign_keys without a word: what it should have protected is deleted.",
    {"A migration of its own, for which the tool opens no transaction: each tool has a mark for "
     "that. Sluice's own steps run without one by themselves where it is needed.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "CREATE INDEX CONCURRENTLY users_email ON users (email);",
     "CREATE INDEX users_email ON users (email);", engine::postgres, "", "in_transaction"},
    {},
    check_forbidden_in_transaction,
    true,
    {engine::postgres, engine::sqlite}};

}  // namespace sluice::lint::catalogue
