#include "dialects/schema/resolving.hpp"

#include <algorithm>
#include <array>
#include <utility>

/// FROM: tables, subqueries, functions, and how they are joined.
namespace sluice::schema {

namespace {

void append(joined& to, joined&& more) {
  for (range& r : more.ranges) to.ranges.push_back(std::move(r));
  for (visible_column& c : more.columns) to.columns.push_back(std::move(c));
}

std::string open_in(const joined& tables) {
  for (const range& r : tables.ranges) {
    if (!r.open.empty()) return r.open;
  }
  return {};
}

}  // namespace

joined name_resolver::from(cursor c, const scope* outer, bool read) {
  joined done;               // what stands before the last comma
  joined left;               // the joined table so far
  joined right;              // what the last JOIN has added
  bool conditions = false;   // ON or USING stood just before
  bool right_side = false;   // RIGHT JOIN
  std::vector<cursor> late;  // SQLite: ON sees every table of the FROM
  index using_at = 0;
  const auto settle = [&] {
    append(left, std::move(right));
    right = {};
  };
  const auto condition_begins = [&] {
    if (conditions && dialect_ != dialect::sqlite)
      not_judged("joins that stand in each other are not read");
    conditions = true;
  };
  const auto use = [&](const std::vector<std::string>& names) {
    if (dialect_ == dialect::mysql && right_side)
      not_judged("the order of the columns of RIGHT JOIN USING is not known");
    std::vector<visible_column> merged = merge(left, right, names);
    for (range& r : right.ranges) left.ranges.push_back(std::move(r));
    left.columns = std::move(merged);
    right = {};
  };
  each_part(
      c, c.first(),
      [&](index at) {
        if (using_at != 0 && at < using_at) return;
        if (kind_of(at) == kind::comma) {
          settle();
          append(done, std::move(left));
          left = {};
          conditions = false;
        } else if (kind_of(at) == kind::kw_using && kind_of(at + 1) == kind::left_paren &&
                   at != c.first()) {
          condition_begins();
          if (right.ranges.empty()) not_judged("a USING without a JOIN is not read");
          use(names_in_parens(at + 1));
          using_at = at + 1;
          while (kind_of(using_at) != kind::right_paren) ++using_at;
          ++using_at;
          if (kind_of(using_at) == kind::kw_as) not_judged("USING with a name is not read");
        } else if (kind_of(at) == kind::stray) {
          not_judged("a join in braces is not read");
        }
      },
      [&](cursor part) {
        if (part.what() == node::join) {
          settle();
          conditions = false;
          right_side = has_token(part, kind::kw_right);
          std::optional<cursor> what;
          part.each([&](cursor inner) { what = inner; });
          if (!what) not_judged("a join in braces is not read");
          scope beside;
          beside.outer = outer;
          beside.tables.ranges = done.ranges;
          beside.tables.columns = done.columns;
          joined copy = left;
          append(beside.tables, std::move(copy));
          right = primary(*what, outer, beside, read);
          if (has_token(part, kind::kw_natural)) use(shared_names(left, right));
        } else if (part.what() == node::table_reference || part.what() == node::derived_table) {
          scope beside;
          beside.outer = outer;
          beside.tables = done;
          settle();
          append(left, primary(part, outer, beside, read));
        } else if (part.what() == node::expression) {
          condition_begins();
          if (dialect_ == dialect::sqlite) {
            late.push_back(part);
            return;
          }
          scope on;
          on.outer = outer;
          on.tables = left;
          joined copy = right;
          append(on.tables, std::move(copy));
          walk_child(part, on, clause::condition);
        }
      });
  settle();
  append(done, std::move(left));
  scope all;
  all.outer = outer;
  all.tables = std::move(done);
  for (const cursor condition : late) walk_child(condition, all, clause::condition);
  for (std::size_t i = 0; i < all.tables.ranges.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const range& a = all.tables.ranges[i];
      const range& b = all.tables.ranges[j];
      if (!a.alias.empty() && same(a.alias, b.alias) && a.schema == b.schema)
        not_judged("two tables go by the name " + a.alias);
    }
  }
  return std::move(all.tables);
}

joined name_resolver::primary(cursor c, const scope* outer, const scope& beside, bool read) {
  joined out;
  if (c.what() == node::table_reference) {
    out.ranges.push_back(one_table(c, outer, beside, read));
    out.columns = out.ranges.back().columns;
    return out;
  }
  const bool lateral = kind_of(c.first()) == kind::kw_lateral;
  std::vector<cursor> parts;
  bool query_inside = false;
  std::size_t tables = 0;
  c.each([&](cursor part) {
    if (part.what() == node::alias) return;
    parts.push_back(part);
    query_inside = query_inside || part.what() == node::query ||
                   part.what() == node::set_operation || part.what() == node::order_by ||
                   part.what() == node::limit;
    tables += part.what() == node::table_reference || part.what() == node::join ? 1 : 0;
  });
  if (!query_inside && tables == 0 && parts.size() == 1 &&
      parts.front().what() == node::derived_table && !parts.front().has(node::alias))
    query_inside = true;  // ((SELECT ...))
  if (!query_inside) {
    if (c.has(node::alias)) not_judged("a name for joined tables is not read");
    return from(c, outer, read);
  }
  if (tables != 0) not_judged("the parentheses in FROM are not understood");
  range r;
  r.columns = query_of(parts, lateral ? &beside : outer, nullptr);
  for (visible_column& each : r.columns) {
    each.in_star = true;
    each.system = false;
  }
  apply_alias(c, r);
  out.columns = r.columns;
  out.ranges.push_back(std::move(r));
  return out;
}

range name_resolver::one_table(cursor c, const scope* outer, const scope& beside, bool read) {
  range out;
  const auto name = c.child(node::object_name);
  if (const auto called = c.child(node::function_table)) {
    out.alias = name ? context_.to_object(*name).object.text : "";
    out.open = name ? "what " + out.alias + "() returns is not known"
                    : "what a function returns is not known";
    function(*called, out, beside);
    apply_alias(c, out);
    if (name && c.has(node::alias) && dialect_ == dialect::postgres) {
      // These two return one column, and what is more has a name of its own.
      std::string function_name = sql::lower_case(context_.to_object(*name).object.text);
      if (function_name == "generate_series" || function_name == "unnest") {
        out.open.clear();
        if (out.columns.empty()) out.columns.push_back({out.alias, "", {}, true, false});
        if (has_token(*called, kind::kw_with)) not_judged("WITH ORDINALITY is not read");
      }
    }
    if (name) result_.routines.insert(sql::lower_case(context_.to_object(*name).object.text));
    return out;
  }
  if (!name) not_judged("an entry of its FROM is not understood");
  out = relation(context_.to_object(*name), read);
  apply_alias(c, out);
  check_hint(c, out);
  static_cast<void>(outer);
  return out;
}

void name_resolver::function(cursor c, range& out, const scope& beside) {
  static_cast<void>(out);
  scope s = beside;
  c.each([&](cursor part) { walk_child(part, s, clause::condition); });
}

void name_resolver::apply_alias(cursor c, range& out) {
  const auto alias = c.child(node::alias);
  if (!alias) return;
  out.alias = context_.to_name(*alias).text;
  out.schema.clear();
  const auto name = alias->child(node::name);
  if (!name || kind_of(name->last()) != kind::left_paren || name->last() >= alias->last()) return;
  const std::vector<std::string> names = names_in_parens(name->last());
  if (!out.open.empty() && out.columns.empty()) {
    for (const std::string& each : names) out.columns.push_back({each, "", {}, true, false});
    return;
  }
  std::size_t i = 0;
  for (visible_column& column : out.columns) {
    if (i < names.size() && !column.system) column.name = names[i++];
  }
  if (i < names.size()) resolution_fails("more columns are named than there are");
}

/// MySQL: FORCE INDEX (i); SQLite: INDEXED BY i. A hint at what is not there is an error.
void name_resolver::check_hint(cursor c, const range& on) {
  const table* t = on.key.empty() ? nullptr : find_table(model_, on.key, dialect_);
  if (t == nullptr) return;
  const auto check = [&](const std::string& name) {
    const bool known = same(name, "primary") ||
                       find_entry(t->indexes, name, dialect_) != t->indexes.end() ||
                       find_entry(t->constraints, name, dialect_) != t->constraints.end();
    if (!known) resolution_fails("there is no index " + name + " on " + on.key, name);
  };
  index at = c.first();
  for (; at < c.last(); ++at) {
    if (kind_of(at) == kind::kw_indexed && kind_of(at + 1) == kind::kw_by) check(name_at(at + 2));
    const bool hints = dialect_ == dialect::mysql &&
                       (kind_of(at) == kind::kw_use || kind_of(at) == kind::kw_force ||
                        kind_of(at) == kind::kw_ignore) &&
                       (kind_of(at + 1) == kind::kw_index || kind_of(at + 1) == kind::kw_key);
    if (!hints) continue;
    index open = at + 2;
    while (kind_of(open) != kind::left_paren && open < c.last()) ++open;
    for (const std::string& name : names_in_parens(open)) check(name);
  }
}

std::vector<std::string> name_resolver::shared_names(const joined& left, const joined& right) {
  for (const joined* side : {&left, &right}) {
    if (const std::string why = open_in(*side); !why.empty()) not_judged(why);
  }
  std::vector<std::string> out;
  for (const visible_column& c : left.columns) {
    const bool shared = c.in_star && std::any_of(right.columns.begin(), right.columns.end(),
                                                 [&](const visible_column& other) {
                                                   return other.in_star && same(other.name, c.name);
                                                 });
    if (shared) out.push_back(c.name);
  }
  return out;
}

/// The columns of `left JOIN right USING (names)`.
std::vector<visible_column> name_resolver::merge(const joined& left, const joined& right,
                                                 const std::vector<std::string>& names) {
  const auto find = [&](const joined& side, const std::string& name, bool is_left) {
    const visible_column* found = nullptr;
    for (const visible_column& c : side.columns) {
      if (c.system || !same(c.name, name)) continue;
      if (found != nullptr) {
        if (dialect_ == dialect::sqlite) not_judged("which column its USING takes is not known");
        resolution_fails("the column " + name + " of its USING is ambiguous", name);
      }
      found = &c;
    }
    if (const std::string why = open_in(side); !why.empty()) not_judged(why);
    if (found == nullptr)
      resolution_fails("the column " + name + " of its USING is not on the " +
                           (is_left ? std::string("left") : std::string("right")),
                       name);
    return *found;
  };
  std::vector<visible_column> merged;
  for (const std::string& name : names) {
    visible_column one = find(left, name, true);
    const visible_column other = find(right, name, false);
    read(one);
    read(other);
    if (one.type != other.type) one.type.clear();
    if (dialect_ != dialect::sqlite)
      one.sources.insert(one.sources.end(), other.sources.begin(), other.sources.end());
    merged.push_back(std::move(one));
  }
  const auto is_named = [&](const visible_column& c) {
    return !c.system && std::any_of(names.begin(), names.end(),
                                    [&](const std::string& name) { return same(name, c.name); });
  };
  std::vector<visible_column> out;
  if (dialect_ != dialect::sqlite) out = merged;
  for (const visible_column& c : left.columns) {
    if (!is_named(c)) {
      out.push_back(c);
    } else if (dialect_ == dialect::sqlite) {
      const auto one = std::find_if(merged.begin(), merged.end(),
                                    [&](const visible_column& m) { return same(m.name, c.name); });
      out.push_back(*one);
    }
  }
  for (const visible_column& c : right.columns) {
    if (!is_named(c)) out.push_back(c);
  }
  return out;
}

std::vector<std::string> name_resolver::names_in_parens(index open) const {
  std::vector<std::string> out;
  bool expects_name = true;
  for (index at = open + 1; kind_of(at) != kind::right_paren; ++at) {
    if (kind_of(at) == kind::end_of_input) not_judged("a list of names is not understood");
    if (kind_of(at) == kind::comma) {
      expects_name = true;
    } else if (expects_name && (sql::is_word(kind_of(at)) || kind_of(at) == kind::quoted_name ||
                                kind_of(at) == kind::string)) {
      out.push_back(name_at(at));
      expects_name = false;
    } else {
      not_judged("a list of names is not understood");
    }
  }
  return out;
}

}  // namespace sluice::schema
