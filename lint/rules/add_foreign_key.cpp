#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>

namespace sluice::lint::catalogue {

namespace {

/// There was one before the change, with other actions.
void report_other_action(reporter& to, const schema::effect& e, const schema::constraint& made) {
  const auto refuses = [](const std::string& action) {
    return action.empty() || action == "no action" || action == "restrict";
  };
  // Of what it does by itself from now on, add-or-change-fk-action speaks.
  if (!refuses(made.on_delete) || !refuses(made.on_update)) return to.claim(e);
  to.report(e, said(fmt::format("makes foreign key {} of {} refuse what it did by itself: old "
                                "writers that delete a row of {} which has some are refused",
                                e.object, e.table, made.references),
                    {e.table, e.object, made.references, "", ""}));
}

void check_add_foreign_key(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::constraint_added, [&](const schema::effect& e) {
    if (e.constraint != "foreign key") return;
    const schema::constraint* made = constraint_after(view, e);
    if (e.replaced && made != nullptr) {
      report_other_action(to, e, *made);
      return;
    }
    const std::string parent =
        made == nullptr || made->references.empty() ? "the other table" : made->references;
    const bool removes = made != nullptr && made->on_delete != "no action" &&
                         made->on_delete != "restrict" && !made->on_delete.empty();
    to.report(
        e,
        said(fmt::format(
                 "adds foreign key {} from {} to {}: old writers that store a row before the one "
                 "it refers to{} are refused{}",
                 e.object, e.table, parent,
                 removes ? std::string()
                         : fmt::format(", or that delete a row of {} which has some,", parent),
                 made != nullptr && !made->valid ? "; NOT VALID spares the scan, not them" : ""),
             {e.table, e.object, parent, "", ""}));
  });
}

}  // namespace

const rule add_foreign_key{
    "add-foreign-key",
    rule_class::rollback,
    severity::error,
    "A foreign key is added while a release may still write rows that it refuses.",
    "It binds two sorts of writers: those of the table, and those that delete from, or change keys "
    "of, the other one without having heard of the first.",
    {"1. Deploy a release that stores parents first and deletes children first, and retire the "
     "ones that do not.\n"
     "2. migrate.sql: remove the rows without a parent; verify.sql: none is left.\n"
     "3. contract.sql: ALTER TABLE {table} ADD CONSTRAINT {column} FOREIGN KEY ... REFERENCES {to} "
     "... NOT VALID; and in a later change VALIDATE CONSTRAINT.",
     "1. Deploy a release that stores parents first and deletes children first, and retire the "
     "ones that do not.\n"
     "2. migrate.sql: remove the rows without a parent; verify.sql: none is left.\n"
     "3. contract.sql: ALTER TABLE {table} ADD CONSTRAINT {column} FOREIGN KEY ... REFERENCES {to} "
     "...;",
     "1. Deploy a release that stores parents first and deletes children first, and retire the "
     "ones that do not.\n"
     "2. migrate.sql: remove the rows without a parent; verify.sql: none is left.\n"
     "3. contract.sql: make {table} anew with the key."},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\n"
     "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);",
     phases::phase::expand,
     "ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) "
     "NOT VALID;",
     "ALTER TABLE orders ADD COLUMN payer_id bigint REFERENCES users (id);"},
    {"orders", "orders_user", "users", "", ""},
    check_add_foreign_key};

}  // namespace sluice::lint::catalogue
