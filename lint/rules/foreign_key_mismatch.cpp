#include "dialects/schema/folding.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace sluice::lint::catalogue {

namespace {

using schema::constraint;
using schema::table;

bool same_columns(const std::vector<std::string>& a, const std::vector<std::string>& b, dialect d) {
  const auto holds = [&](const std::vector<std::string>& names, const std::string& name) {
    return std::any_of(names.begin(), names.end(),
                       [&](const auto& each) { return schema::same_name(each, name, d); });
  };
  return a.size() == b.size() &&
         std::all_of(a.begin(), a.end(), [&](const auto& each) { return holds(b, each); });
}

bool has_key(const table& parent, const std::vector<std::string>& columns, dialect d) {
  if (same_columns(parent.primary_key, columns, d)) return true;
  const bool constrained =
      std::any_of(parent.constraints.begin(), parent.constraints.end(), [&](const auto& entry) {
        const constraint& c = entry.second;
        return (c.kind == "unique" || c.kind == "primary key") &&
               same_columns(c.columns, columns, d);
      });
  return constrained ||
         std::any_of(parent.indexes.begin(), parent.indexes.end(), [&](const auto& entry) {
           const schema::index& i = entry.second;
           return i.unique && !i.partial && same_columns(i.columns, columns, d);
         });
}

/// MariaDB, and MySQL before 8.4: any index that begins with the columns will do.
bool has_index(const table& parent, const std::vector<std::string>& columns, dialect d) {
  return std::any_of(parent.indexes.begin(), parent.indexes.end(), [&](const auto& entry) {
    const auto& held = entry.second.columns;
    return held.size() >= columns.size() &&
           same_columns({held.begin(), held.begin() + static_cast<std::ptrdiff_t>(columns.size())},
                        columns, d);
  });
}

bool is_any_of(std::string_view base, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), base) != names.end();
}

/// Types of which PostgreSQL compares each with each, and with no other; 0 for all the others.
int family(std::string_view base) {
  if (is_any_of(base, {"smallint", "integer", "bigint", "numeric", "real", "double precision"}))
    return 1;
  if (is_any_of(base, {"text", "character varying", "character"})) return 2;
  if (base == "uuid") return 3;
  if (base == "boolean") return 4;
  if (base == "date" || base.starts_with("timestamp")) return 5;
  return 0;
}

bool is_integer_key(std::string_view base) {
  return is_any_of(base, {"tinyint", "smallint", "mediumint", "int", "integer", "bigint"});
}

bool types_differ(const std::string& a, const std::string& b, dialect d) {
  const schema::type_parts x = schema::take_type_apart(a, d);
  const schema::type_parts y = schema::take_type_apart(b, d);
  if (d == dialect::postgres) {
    const int one = family(x.base);
    const int other = family(y.base);
    return one != 0 && other != 0 && one != other;
  }
  if (d != dialect::mysql) return false;
  if (is_integer_key(x.base) && is_integer_key(y.base)) return x.base != y.base || x.rest != y.rest;
  const auto is_text = [](std::string_view base) { return is_any_of(base, {"varchar", "char"}); };
  return (is_integer_key(x.base) && is_text(y.base)) || (is_text(x.base) && is_integer_key(y.base));
}

struct objection {
  std::string what;
  bool refused = true;  ///< at once; SQLite only when rows are written
};

std::optional<objection> object_to(const statement_view& view, const table& child,
                                   const constraint& c) {
  const table* parent = schema::find_table(view.after, c.references, view.d);
  if (parent == nullptr || !parent->columns_complete) return std::nullopt;
  const auto& to = c.referenced_columns.empty() ? parent->primary_key : c.referenced_columns;
  if (to.empty())
    return objection{fmt::format("{} has no primary key", parent->name), view.d != dialect::sqlite};
  for (const std::string& column : to) {
    if (schema::find_column(*parent, column, view.d) == nullptr)
      return objection{fmt::format("{} has no column {}", parent->name, column),
                       view.d != dialect::sqlite};
  }
  for (std::size_t i = 0; i < std::min(to.size(), c.columns.size()); ++i) {
    const schema::column* from = schema::find_column(child, c.columns[i], view.d);
    const schema::column* key = schema::find_column(*parent, to[i], view.d);
    if (from == nullptr || !types_differ(from->type, key->type, view.d)) continue;
    return objection{fmt::format("{}.{} is {}, and {}.{} is {}", child.name, from->name, from->type,
                                 parent->name, key->name, key->type)};
  }
  const bool index_will_do =
      view.server.kind == engine::mariadb ||
      (view.server.kind == engine::mysql && view.server < server_version{engine::mysql, 8, 4, 0});
  if (has_key(*parent, to, view.d) || (index_will_do && has_index(*parent, to, view.d)))
    return std::nullopt;
  return objection{
      fmt::format("no {} of {} holds just {}", index_will_do ? "index" : "primary or unique key",
                  parent->name, fmt::join(to, ", ")),
      view.d != dialect::sqlite};
}

void check_foreign_key_mismatch(const statement_view& view, reporter& to) {
  std::string name;
  if (const auto* made = std::get_if<sql::create_table>(&view.statement.what))
    name = schema::model_name(made->table, view.d);
  if (const auto* alter = std::get_if<sql::alter_table>(&view.statement.what))
    name = schema::model_name(alter->table, view.d);
  const table* child = name.empty() ? nullptr : schema::find_table(view.after, name, view.d);
  if (child == nullptr) return;
  const table* was = schema::find_table(view.before, name, view.d);
  for (const auto& [key, c] : child->constraints) {
    if (c.kind != "foreign key" || (was != nullptr && was->constraints.count(key) != 0)) continue;
    const auto found = object_to(view, *child, c);
    if (!found) continue;
    reporter::draft d;
    d.message =
        fmt::format("makes a foreign key of {} to {}, which {}: {}", child->name, c.references,
                    found->refused ? fmt::format("{} refuses", engine_name(view.server.kind))
                                   : "fails at the first write",
                    found->what);
    d.object = child->name;
    d.named = {child->name, "", c.references, "", ""};
    to.report(std::move(d));
  }
}

}  // namespace

const rule foreign_key_mismatch{
    "foreign-key-mismatch",
    rule_class::runtime,
    severity::error,
    "A foreign key leads to columns that are no key, or of another type.",
    "Each row must find the one row that it refers to: the columns there must be a primary key or "
    "unique, and of a type that can be compared.",
    {"Refer to the primary key of {to}, or make a unique key of the columns first; give the column "
     "the type of what it refers to.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "CREATE TABLE orders (id bigint PRIMARY KEY, email text REFERENCES users (email));",
     "CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));"},
    {"orders", "", "users", "", ""},
    check_foreign_key_mismatch};

}  // namespace sluice::lint::catalogue
