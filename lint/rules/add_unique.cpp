#include "dialects/schema/names.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace sluice::lint::catalogue {

namespace {

/// " (a, b)"; nothing when it is about expressions.
std::string on_columns(const schema::effect& e) {
  if (e.columns.empty() || std::find(e.columns.begin(), e.columns.end(), "") != e.columns.end())
    return {};
  std::string out;
  for (const std::string& c : e.columns) out += (out.empty() ? " (" : ", ") + c;
  return out + ")";
}

std::string_view harm_of_add_unique(dialect d) {
  switch (d) {
    case dialect::postgres:
      return "old writers that repeat a value are refused";
    case dialect::mysql:
      return "old writers that repeat a value are refused, and silently an old REPLACE deletes the "
             "other row, INSERT IGNORE drops its own, and ON DUPLICATE KEY UPDATE changes the "
             "other one";
    case dialect::sqlite:
      break;
  }
  return "old writers that repeat a value are refused, and silently an old REPLACE deletes the "
         "other row and INSERT OR IGNORE drops its own";
}

void check_add_unique(const statement_view& view, reporter& to) {
  const auto report = [&](const schema::effect& e) {
    if (!e.unique && e.constraint != "unique" && e.constraint != "primary key") return;
    if (view.before.views.count(e.table) != 0) return to.claim(e);  // nobody writes to it
    const std::string what = e.constraint == "primary key" ? "a primary key"
                             : e.kind == schema::effect_kind::index_created
                                 ? "unique index " + e.object
                                 : "unique constraint " + e.object;
    to.report(e, said(fmt::format("adds {} to {}{}: {}", what, e.table, on_columns(e),
                                  harm_of_add_unique(view.d)),
                      {e.table, e.object, on_columns(e), "", ""}));
  };
  each_misplaced(view, to, schema::effect_kind::constraint_added, report);
  each_misplaced(view, to, schema::effect_kind::index_created, report);
}

/// Old writers leave a new column at its default: the same value in every row.
bool repeats_by_default(const statement_view& view, const schema::effect& e) {
  const schema::table* t = schema::find_table(view.after, e.table, view.d);
  if (t == nullptr || schema::find_table(view.before_change, e.table, view.d) == nullptr ||
      view.made.contains(e.table) || e.columns.empty())
    return false;
  const auto made = schema::find_entry(t->indexes, e.object, view.d);
  if (made != t->indexes.end() && made->second.partial) return false;
  return std::all_of(e.columns.begin(), e.columns.end(), [&](const std::string& name) {
    const schema::column* c = schema::find_column(*t, name, view.d);
    return c != nullptr && is_new_column(view, e.table, name) && c->has_default && !c->generated &&
           !c->generates_value && c->default_volatility == schema::volatility::constant &&
           !c->default_text.text.empty() && c->default_text.text != "null";
  });
}

void check_new_unique_columns(const statement_view& view, reporter& to) {
  if (view.in(phases::phase::contract)) return;
  for (const schema::effect& e : view.effects) {
    const bool key = e.kind == schema::effect_kind::constraint_added ||
                     e.kind == schema::effect_kind::index_created;
    if (!key || e.existed_before || (!e.unique && e.constraint != "unique") ||
        !repeats_by_default(view, e))
      continue;
    to.report(e, said(fmt::format("makes {} unique by{}, which old writers leave at its default: "
                                  "the second row that they store is refused",
                                  e.table, on_columns(e)),
                      {e.table, e.object, on_columns(e), "", ""}));
  }
}

void check_all_add_unique(const statement_view& view, reporter& to) {
  check_add_unique(view, to);
  check_new_unique_columns(view, to);
}

}  // namespace

const rule add_unique{
    "add-unique",
    rule_class::rollback,
    severity::error,
    "A key is added while a release may still write values that repeat.",
    "CONCURRENTLY and USING INDEX are about the lock. The demand on the writers is the same, and "
    "the old release was not written for it.",
    {"1. Deploy a release that writes no value twice, and retire the ones that do.\n"
     "2. migrate.sql: remove what repeats; verify.sql: nothing does.\n"
     "3. contract.sql: CREATE UNIQUE INDEX CONCURRENTLY ... ON {table}{to}; and in a later change "
     "ADD CONSTRAINT ... UNIQUE USING INDEX.",
     "1. Deploy a release that writes no value twice, and retire the ones that do.\n"
     "2. migrate.sql: remove what repeats; verify.sql: nothing does.\n"
     "3. contract.sql: ALTER TABLE {table} ADD UNIQUE KEY ...{to};",
     "1. Deploy a release that writes no value twice, and retire the ones that do.\n"
     "2. migrate.sql: remove what repeats; verify.sql: nothing does.\n"
     "3. contract.sql: CREATE UNIQUE INDEX ... ON {table}{to};"},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "ALTER TABLE users ADD CONSTRAINT one_email UNIQUE (email);",
     "CREATE INDEX users_email ON users (email);"},
    {"users", "one_email", " (email)", "", ""},
    check_all_add_unique};

}  // namespace sluice::lint::catalogue
