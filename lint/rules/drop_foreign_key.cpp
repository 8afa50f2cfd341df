#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_foreign_key(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::constraint_dropped, [&](const schema::effect& e) {
    if (e.constraint != "foreign key") return;
    const schema::constraint* was = constraint_before(view, e);
    const bool acted =
        was != nullptr && (was->on_delete == "cascade" || was->on_delete == "set null" ||
                           was->on_delete == "set default");
    to.report(e, said(fmt::format(
                          "drops foreign key {} of {}: {}rows without a parent may appear, which "
                          "old readers do not expect and which a new key refuses",
                          e.object, e.table,
                          acted ? "an old DELETE of the parent leaves its rows behind, and " : ""),
                      {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule drop_foreign_key{
    "drop-foreign-key",
    rule_class::rollback,
    severity::error,
    "A foreign key is dropped while a release may still count on it.",
    "Old code may count on the refusal, or on ON DELETE CASCADE to clean up. Once rows without a "
    "parent exist, the key cannot come back before they are gone.",
    {"1. Deploy a release that keeps the order itself and reads rows without a parent; retire the "
     "ones that do not.\n"
     "2. contract.sql: ALTER TABLE {table} DROP CONSTRAINT {column};",
     "1. Deploy a release that keeps the order itself and reads rows without a parent; retire the "
     "ones that do not.\n"
     "2. contract.sql: ALTER TABLE {table} DROP FOREIGN KEY {column};",
     "1. Deploy a release that keeps the order itself and reads rows without a parent; retire the "
     "ones that do not.\n"
     "2. contract.sql: make {table} anew without the key."},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\n"
     "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, CONSTRAINT orders_user FOREIGN "
     "KEY (user_id) REFERENCES users (id));",
     phases::phase::expand, "ALTER TABLE orders DROP CONSTRAINT orders_user;",
     "ALTER TABLE orders ADD COLUMN payer_id bigint;"},
    {"orders", "orders_user", "", "", ""},
    check_drop_foreign_key};

}  // namespace sluice::lint::catalogue
