#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// The column that an action needs; null when it needs none, or may find none.
class needed_column {
 public:
  const sql::name* operator()(const sql::drop_column& a) const {
    return a.if_exists ? nullptr : &a.column;
  }
  const sql::name* operator()(const sql::drop_generation& a) const {
    return a.if_exists ? nullptr : &a.column;
  }
  const sql::name* operator()(const sql::rename_column& a) const { return &a.from; }
  const sql::name* operator()(const sql::redefine_column& a) const { return &a.from; }
  const sql::name* operator()(const sql::set_not_null& a) const { return &a.column; }
  const sql::name* operator()(const sql::drop_not_null& a) const { return &a.column; }
  const sql::name* operator()(const sql::set_default& a) const { return &a.column; }
  const sql::name* operator()(const sql::drop_default& a) const { return &a.column; }
  const sql::name* operator()(const sql::change_type& a) const { return &a.column; }
  const sql::name* operator()(const sql::add_identity& a) const { return &a.column; }
  template <typename Other>
  const sql::name* operator()(const Other&) const {
    return nullptr;
  }
};

/// An action of the same statement gives a column that name.
bool is_made(const sql::alter_table& s, const sql::name& name, dialect d) {
  return std::any_of(s.actions.begin(), s.actions.end(), [&](const sql::alter_action& a) {
    const auto* added = std::get_if<sql::add_column>(&a.what);
    const auto* renamed = std::get_if<sql::rename_column>(&a.what);
    const auto* changed = std::get_if<sql::redefine_column>(&a.what);
    return (added != nullptr && schema::same_name(added->column.column.text, name.text, d)) ||
           (renamed != nullptr && schema::same_name(renamed->to.text, name.text, d)) ||
           (changed != nullptr && schema::same_name(changed->to.column.text, name.text, d));
  });
}

/// A rule before this one says whom it hurts: an earlier change's contract step, which may be held,
/// can be what took the column away.
bool is_judged(const statement_view& view, const reporter& to, const std::string& table,
               const std::string& column) {
  return std::any_of(view.effects.begin(), view.effects.end(), [&](const schema::effect& e) {
    return e.table == table && e.object == column && to.claimed(e);
  });
}

void check_column_missing(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::alter_table>(&view.statement.what);
  if (s == nullptr) return;
  const schema::table* t =
      schema::find_table(view.before, schema::model_name(s->table, view.d), view.d);
  if (t == nullptr || !t->columns_complete || t->columns.empty()) return;
  for (const sql::alter_action& a : s->actions) {
    const sql::name* name = std::visit(needed_column(), a.what);
    if (name == nullptr || schema::find_column(*t, name->text, view.d) != nullptr) continue;
    const auto* changed = std::get_if<sql::redefine_column>(&a.what);
    if (changed == nullptr && is_made(*s, *name, view.d)) continue;
    if (is_judged(view, to, t->name, name->text)) continue;
    reporter::draft d;
    d.object = t->name + "." + name->text;
    d.message = fmt::format("alters {}, which is not there: {} refuses that", d.object,
                            engine_name(view.server.kind));
    d.where = name->where;
    d.named = {t->name, name->text, "", "", ""};
    to.report(std::move(d));
  }
}

}  // namespace

const rule column_missing{
    "column-missing",
    rule_class::runtime,
    severity::error,
    "A statement alters a column that is not there.",
    "By the statements of the folder the table has no such column at that place: applied in order, "
    "the statement fails.",
    {"Look whether the name is spelled right, and whether an earlier change dropped or renamed it.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::contract,
     "ALTER TABLE users DROP COLUMN emial;", "ALTER TABLE users DROP COLUMN email;"},
    {"users", "email", "", "", ""},
    check_column_missing};

}  // namespace sluice::lint::catalogue
