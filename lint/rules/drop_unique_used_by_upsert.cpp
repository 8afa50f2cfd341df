#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string_view>

namespace sluice::lint::catalogue {

namespace {

std::string_view harm_of_drop_unique_used_by_upsert(dialect d) {
  switch (d) {
    case dialect::postgres:
      return "an old INSERT ... ON CONFLICT on it fails, and values may repeat";
    case dialect::mysql:
      return "an old ON DUPLICATE KEY UPDATE, REPLACE or INSERT IGNORE silently inserts a second "
             "row";
    case dialect::sqlite:
      break;
  }
  return "an old INSERT ... ON CONFLICT on it fails, and an old REPLACE or INSERT OR IGNORE "
         "silently inserts a second row";
}

void check_drop_unique_used_by_upsert(const statement_view& view, reporter& to) {
  const auto report = [&](const schema::effect& e) {
    if (!e.unique && e.constraint != "unique") return;
    to.report(e, said(fmt::format("drops the uniqueness of {} by {}: {}", e.table, e.object,
                                  harm_of_drop_unique_used_by_upsert(view.d)),
                      {e.table, e.object, "", "", ""}));
  };
  each_misplaced(view, to, schema::effect_kind::constraint_dropped, report);
  each_misplaced(view, to, schema::effect_kind::index_dropped, report);
}

}  // namespace

const rule drop_unique_used_by_upsert{
    "drop-unique-used-by-upsert",
    rule_class::rollback,
    severity::error,
    "A unique key is dropped while an upsert of a running release may still need it.",
    "The key is what tells an upsert that the row is there. And once values repeat, the key cannot "
    "come back before they are gone.",
    {"1. Deploy a release that does not upsert by {column}, and retire the ones that do.\n"
     "2. contract.sql: drop {column}.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT one_email UNIQUE (email));",
     phases::phase::expand, "ALTER TABLE users DROP CONSTRAINT one_email;",
     "CREATE INDEX users_email ON users (email);"},
    {"users", "one_email", "", "", ""},
    check_drop_unique_used_by_upsert};

}  // namespace sluice::lint::catalogue
