#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string_view>

namespace sluice::lint::catalogue {

namespace {

std::string_view harm_of_drop_primary_key(dialect d) {
  switch (d) {
    case dialect::postgres:
      return "an old INSERT ... ON CONFLICT fails, values may repeat, and a published table takes "
             "no UPDATE and DELETE any more";
    case dialect::mysql:
      return "an old ON DUPLICATE KEY UPDATE or REPLACE silently inserts a second row, and values "
             "may repeat";
    case dialect::sqlite:
      break;
  }
  return "an old INSERT ... ON CONFLICT fails, an old REPLACE silently inserts a second row, and "
         "values may repeat";
}

void check_drop_primary_key(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::constraint_dropped, [&](const schema::effect& e) {
    if (e.constraint != "primary key") return;
    to.report(e, said(fmt::format("drops the primary key of {}: {}", e.table,
                                  harm_of_drop_primary_key(view.d)),
                      {e.table, "", "", "", ""}));
  });
}

}  // namespace

const rule drop_primary_key{
    "drop-primary-key",
    rule_class::rollback,
    severity::error,
    "A primary key is dropped while a release may still count on it.",
    "Upserts, foreign keys, replication and object mappers stand on it. Replaced by another, "
    "upserts resolve other conflicts than before.",
    {"1. expand.sql: the new key as a unique index.\n"
     "2. Deploy a release that works with either key, and retire the ones that need the old one.\n"
     "3. contract.sql: drop the primary key of {table} and add the new one in one statement.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "ALTER TABLE users DROP CONSTRAINT users_pkey;", "ALTER TABLE users ADD COLUMN uid uuid;"},
    {"users", "", "", "", ""},
    check_drop_primary_key};

}  // namespace sluice::lint::catalogue
