#include "dialects/schema/resolving.hpp"

#include <algorithm>
#include <utility>

/// Which column each name in an expression is.
namespace sluice::schema {

namespace {

std::string table_of(const std::string& column) {
  return column.substr(0, column.rfind('.'));
}

}  // namespace

void name_resolver::walk(cursor c, scope& s, clause where) {
  c.each([&](cursor part) { walk_child(part, s, where); });
}

void name_resolver::walk_child(cursor c, scope& s, clause where) {
  switch (c.what()) {
    case node::path: {
      const bool after_is =
          c.last() - c.first() == 1 && word_is(c.first(), "unknown") && c.first() > 0 &&
          (word_is(c.first() - 1, "is") ||
           (c.first() > 1 && word_is(c.first() - 1, "not") && word_is(c.first() - 2, "is")));
      if (!after_is) static_cast<void>(path(c, s, where, false));
      break;
    }
    case node::function_call:
      call(c, s, where);
      break;
    case node::query:
      static_cast<void>(query(c, &s));
      break;
    case node::set_operation:
      not_judged("a UNION of values in parentheses is not read");
    case node::window_frame:
      window(c, s, where);
      break;
    case node::unread:
      unread(c);
      break;
    case node::type:
      result_.types.insert(context_.to_type(c));
      break;
    case node::name:
      break;
    case node::expression:
      if (word_is(c.first(), "current") && word_is(c.first() + 1, "of"))
        not_judged("WHERE CURRENT OF names a cursor");
      walk(c, s, where);
      break;
    default:
      walk(c, s, where);
      break;
  }
}

std::optional<sql::cursor> name_resolver::only_path(cursor expression) const {
  std::optional<cursor> only;
  std::size_t parts = 0;
  expression.each([&](cursor part) {
    ++parts;
    only = part;
  });
  if (parts != 1) return std::nullopt;
  const bool in_parens = expression.last() - expression.first() >= 3 &&
                         kind_of(expression.first()) == kind::left_paren &&
                         only->first() == expression.first() + 1 &&
                         only->last() + 1 == expression.last();
  if (in_parens && only->what() == node::expression) return only_path(*only);
  if (only->what() != node::path || only->first() != expression.first() ||
      only->last() != expression.last())
    return std::nullopt;
  return only;
}

std::optional<visible_column> name_resolver::path(cursor c, scope& s, clause where, bool bare) {
  std::vector<index> names;
  bool star = false;
  index at = c.first();
  for (; at < c.last(); ++at) {
    const kind k = kind_of(at);
    if (k == kind::dot) continue;
    if (k == kind::left_paren || k == kind::string || k == kind::dollar_string || k == kind::bits ||
        k == kind::number) {
      // 'x' in place of a name, of SQLite, is a text.
      if (!(k == kind::string && names.empty())) break;
    }
    star = star || k == kind::star;
    if (k != kind::star) names.push_back(at);
  }
  if (at < c.last()) {
    if (kind_of(at) != kind::left_paren) {  // date '2026-01-01'
      result_.types.insert(sql::lower_case(text(names.back())));
      return std::nullopt;
    }
    const std::string name = sql::lower_case(name_at(names.back()));
    result_.routines.insert(name);
    arguments(c, at, name, s, where);
    return std::nullopt;
  }
  if (star) {
    const range* r = find_range(name_at(names.back()),
                                names.size() > 1 ? name_at(names[names.size() - 2]) : "", s);
    if (r == nullptr) resolution_fails("there is no table " + name_at(names.back()), {});
    if (!r->open.empty()) not_judged(r->open);
    read_all(*r);
    return std::nullopt;
  }
  if (names.empty() || kind_of(names.front()) == kind::string) return std::nullopt;
  if (names.size() == 1) return plain(names.front(), s, where, bare);
  return qualified(names, s);
}

const range* name_resolver::find_range(const std::string& name, const std::string& schema_name,
                                       const scope& s) {
  for (const scope* level = &s; level != nullptr; level = level->outer) {
    for (const range& r : level->tables.ranges) {
      if (!same(r.alias, name)) continue;
      const bool default_schema =
          r.schema.empty() && (schema_name == "public" || same(schema_name, "main"));
      if (schema_name.empty() || same(schema_name, r.schema)) return &r;
      if (!default_schema)
        not_judged("which table " + schema_name + "." + name + " is, is not known");
      return &r;
    }
  }
  return nullptr;
}

std::optional<visible_column> name_resolver::qualified(const std::vector<index>& names,
                                                       const scope& s) {
  if (names.size() > 3) not_judged("a name of four parts is not read");
  const std::string table = name_at(names[names.size() - 2]);
  const std::string name = name_at(names.back());
  const range* r = find_range(table, names.size() == 3 ? name_at(names.front()) : "", s);
  if (r == nullptr) {
    if (names.size() == 3) not_judged("which table " + table + " is, is not known");
    resolution_fails("there is no table " + table + " for its column " + name, table + "." + name);
  }
  const visible_column* found = nullptr;
  for (const visible_column& c : r->columns) {
    if (!same(c.name, name)) continue;
    if (found != nullptr) not_judged("two columns of " + table + " are called " + name);
    found = &c;
  }
  if (found != nullptr) {
    read(*found);
    return *found;
  }
  if (!r->open.empty()) not_judged(r->open);
  const bool unnamed = std::any_of(r->columns.begin(), r->columns.end(),
                                   [](const visible_column& c) { return c.name == "?"; });
  if (unnamed) not_judged("a column of " + table + " has a name that the server gives");
  if (dialect_ == dialect::postgres && model_.routines.contains(name))
    not_judged("a function can be called as " + table + "." + name);
  refuse_row_number(name);
  const std::string& key = r->key.empty() ? table : r->key;
  resolution_fails("there is no column " + key + "." + name, key + "." + name);
}

/// Among the tables of one level, the outer ones left aside.
std::optional<visible_column> name_resolver::at_level(const std::string& name, const scope& s) {
  const visible_column* found = nullptr;
  const visible_column* of_system = nullptr;
  std::string open;
  for (const range& r : s.tables.ranges) {
    if (!r.open.empty()) open = r.open;
  }
  bool unnamed = false;
  for (const visible_column& c : s.tables.columns) {
    unnamed = unnamed || c.name == "?";
    if (!same(c.name, name)) continue;
    const visible_column*& place = c.system ? of_system : found;
    if (place != nullptr)
      resolution_fails("the column " + name + " is ambiguous: it may be " +
                           (place->sources.empty() ? name : place->sources.front()) + " or " +
                           (c.sources.empty() ? name : c.sources.front()),
                       c.sources.empty() ? name : c.sources.front());
    place = &c;
  }
  if (found == nullptr) found = of_system;
  if (!open.empty()) not_judged(open);
  if (found == nullptr && unnamed)
    not_judged("a subquery has a column whose name the server gives");
  return found == nullptr ? std::nullopt : std::optional(*found);
}

std::optional<visible_column> name_resolver::by_alias(const std::string& name, scope& s,
                                                      clause where, bool bare) {
  const bool allowed = dialect_ == dialect::sqlite ||
                       (dialect_ == dialect::postgres
                            ? bare && (where == clause::ordering || where == clause::grouping)
                            : where != clause::condition);
  if (!allowed) return std::nullopt;
  const output_name* found = nullptr;
  for (const output_name& each : s.outputs) {
    if (!same(each.name, name)) continue;
    if (found != nullptr && !(each.plain && found->plain && each.sources == found->sources)) {
      if (dialect_ == dialect::sqlite) return visible_column{found->name, "", {}, true, false};
      if (each.plain && found->plain && dialect_ == dialect::postgres)
        resolution_fails("the output column " + name + " is ambiguous", name);
      not_judged("two output columns are called " + name);
    }
    found = &each;
  }
  if (found == nullptr) return std::nullopt;
  return visible_column{found->name, "", found->sources, true, false};
}

std::optional<visible_column> name_resolver::plain(index at, scope& s, clause where, bool bare) {
  const std::string name = name_at(at);
  const bool alias_first =
      where == clause::ordering && (bare || dialect_ == dialect::mysql) && !s.outputs.empty();
  const auto alias = by_alias(name, s, where, bare);
  if (alias && alias_first && bare) return alias;
  const auto own = at_level(name, s);
  if (own && alias && own->sources != alias->sources && dialect_ == dialect::mysql &&
      where != clause::grouping)
    not_judged("whether " + name + " is a column or an alias is not known");
  if (own) {
    read(*own);
    return own;
  }
  if (alias) return alias;
  if (!s.outputs_known && where != clause::condition && bare)
    not_judged("a column of its result has a name that the server gives");
  for (const scope* level = s.outer; level != nullptr; level = level->outer) {
    if (const auto outer = at_level(name, *level)) {
      read(*outer);
      return outer;
    }
    // SQLite and MySQL also know the aliases of the query around.
    if (dialect_ == dialect::postgres) continue;
    for (const output_name& each : level->outputs) {
      if (same(each.name, name)) not_judged(name + " may be an alias of the query around it");
    }
  }
  // PostgreSQL: a table's name alone is its whole row.
  if (dialect_ == dialect::postgres) {
    if (const range* r = find_range(name, "", s)) {
      if (!r->open.empty()) not_judged(r->open);
      read_all(*r);
      return std::nullopt;
    }
  }
  if (dialect_ == dialect::sqlite && kind_of(at) == kind::quoted_name && text(at).front() == '"') {
    result_.texts.insert(name);
    return std::nullopt;
  }
  refuse_row_number(name);
  std::string about = name;
  for (const scope* level = &s; level != nullptr; level = level->outer) {
    if (level->tables.ranges.size() == 1 && !level->tables.ranges.front().key.empty()) {
      about = level->tables.ranges.front().key + "." + name;
      break;
    }
  }
  resolution_fails("there is no column " + about, about);
}

/// SQLite: views and subqueries have a rowid as well, of which nobody can say anything.
void name_resolver::refuse_row_number(const std::string& name) const {
  if (dialect_ == dialect::sqlite &&
      (same(name, "rowid") || same(name, "oid") || same(name, "_rowid_")))
    not_judged("what the rowid of a view is, is not known");
}

void name_resolver::read(const visible_column& column) {
  for (const std::string& source : column.sources) {
    result_.footprint.insert("r " + source);
    result_.footprint.insert("r " + table_of(source));
  }
}

void name_resolver::read_all(const range& r) {
  for (const visible_column& c : r.columns) {
    if (!c.system) read(c);
  }
}

}  // namespace sluice::schema
