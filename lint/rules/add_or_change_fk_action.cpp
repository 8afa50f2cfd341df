#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace sluice::lint::catalogue {

namespace {

/// What the server does to the rows that refer to one that goes; empty when it refuses.
std::string deed_of(std::string_view action) {
  if (action == "cascade") return "also deletes";
  if (action == "set null" || action == "set default") return "also empties the column in";
  return {};
}

void check_add_or_change_fk_action(const statement_view& view, reporter& to) {
  if (view.in(phases::phase::contract) || view.in(phases::phase::migrate)) return;
  for (const schema::effect& e : view.effects) {
    if (e.kind != schema::effect_kind::constraint_added || !e.existed_before ||
        e.constraint != "foreign key")
      continue;
    const schema::constraint* made = constraint_after(view, e);
    if (made == nullptr) continue;
    const std::string on_delete = deed_of(made->on_delete);
    const std::string on_update = deed_of(made->on_update);
    if (on_delete.empty() && on_update.empty()) continue;
    std::string harm;
    if (!on_delete.empty())
      harm = fmt::format("an old DELETE of {} {} rows of {}", made->references, on_delete, e.table);
    if (!on_update.empty())
      harm += fmt::format("{}an old UPDATE of its key {} {}", harm.empty() ? "" : ", and ",
                          made->on_update == "cascade" ? "changes" : "empties the column in",
                          harm.empty() ? "rows of " + e.table : "them");
    to.report(e,
              said(fmt::format("makes foreign key {} act by itself: {}, silently", e.object, harm),
                   {e.table, e.object, made->references, "", ""}));
  }
}

}  // namespace

const rule add_or_change_fk_action{
    "add-or-change-fk-action",
    rule_class::data_loss,
    severity::error,
    "A foreign key gets an action, by which an old DELETE or UPDATE changes rows of another table.",
    "The old release deletes a row and knows nothing of the others. No statement fails, and what "
    "the server deletes along with it no rollback brings back.",
    {"1. contract.sql: the key {column} without an action: what it refuses is seen, what it "
     "deletes is not.\n"
     "2. Deploy a release that counts on the action, and retire the ones that do not know of it.\n"
     "3. In a later contract.sql: the key with the action.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);\n"
     "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);",
     phases::phase::expand,
     "ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON "
     "DELETE CASCADE;",
     "CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE "
     "CASCADE);"},
    {"orders", "orders_user", "users", "", ""},
    check_add_or_change_fk_action};

}  // namespace sluice::lint::catalogue
