#include "dialects/schema/resolving.hpp"

#include <algorithm>
#include <utility>

/// UPDATE, DELETE and MERGE, and what all changes of rows share.
namespace sluice::schema {

range name_resolver::target_of(const sql::object_name& name) {
  range out = relation(name, false);
  if (!out.open.empty()) not_judged(out.open);
  if (dialect_ == dialect::sqlite && model_.views.contains(out.key))
    not_judged("what writes to view " + out.key + " do, its triggers tell");
  return out;
}

/// A path with brackets or fields behind it stands for its column.
std::string name_resolver::path_name(cursor column_path) const {
  index at = column_path.first();
  if (dialect_ != dialect::postgres) {
    for (index i = at; i < column_path.last(); ++i) {
      if (kind_of(i) != kind::dot) at = i;
    }
  }
  return name_at(at);
}

void name_resolver::write_column(const visible_column& column) {
  for (const std::string& source : column.sources) result_.footprint.insert("w " + source);
}

given_value name_resolver::value_of(cursor expression) const {
  const index first = expression.first();
  const auto literal = [&](index at) {
    const kind k = kind_of(at);
    return k == kind::number || k == kind::string || k == kind::bits || k == kind::dollar_string;
  };
  const index length = expression.last() - first;
  if (length == 1) {
    if (kind_of(first) == kind::kw_null) return given_value::null;
    if (kind_of(first) == kind::kw_default) return given_value::default_value;
    if (literal(first) || word_is(first, "true") || word_is(first, "false"))
      return given_value::constant;
  }
  if (length == 2 && kind_of(first) == kind::minus && literal(first + 1))
    return given_value::constant;
  if (length > 2 && literal(first) && kind_of(first + 1) == kind::double_colon) {
    const auto type = expression.child(node::type);
    if (type && type->last() == expression.last()) return given_value::constant;
  }
  return given_value::any;
}

void name_resolver::check_given(const std::string& key, const std::string& name, given_value value,
                                bool overriding) const {
  const table* t = find_table(model_, key, dialect_);
  const column* c = t == nullptr ? nullptr : find_column(*t, name, dialect_);
  if (c == nullptr) return;
  const bool by_itself = value == given_value::default_value && dialect_ != dialect::sqlite;
  if (c->generated && !by_itself)
    resolution_fails(key + "." + c->name + " is computed and takes no value", key + "." + c->name);
  if (c->identity == "always" && !by_itself && !overriding)
    resolution_fails(key + "." + c->name + " is GENERATED ALWAYS and takes no value",
                     key + "." + c->name);
}

std::vector<visible_column> name_resolver::returning(cursor c, scope& s) {
  const auto list = c.child(node::returning);
  if (!list) return {};
  if (kind_of(list->first() + 1) == kind::kw_with) not_judged("RETURNING WITH is not read");
  return items(*list, list->first() + 1, s);
}

table_write& name_resolver::write_to(const std::string& key) {
  result_.footprint.insert("w " + key);
  for (table_write& each : result_.writes) {
    if (each.table == key) return each;
  }
  table_write made;
  made.table = key;
  result_.writes.push_back(std::move(made));
  return result_.writes.back();
}

/// SET a = 1, (b, c) = (2, 3). A column is one of the first `targets` tables of the scope.
void name_resolver::assign(cursor set_list, const scope& columns, std::size_t targets,
                           scope& values) {
  set_list.each(node::assignment, [&](cursor assignment) {
    std::vector<cursor> paths;
    std::optional<cursor> value;
    assignment.each([&](cursor part) {
      if (part.what() == node::column_path) paths.push_back(part);
      if (part.what() == node::column_list)
        part.each(node::column_path, [&](cursor each) { paths.push_back(each); });
      if (part.what() == node::expression) value = part;
    });
    if (!value || paths.empty()) not_judged("an assignment is not understood");
    const given_value given = paths.size() == 1 ? value_of(*value) : given_value::any;
    for (const cursor each : paths) {
      const std::string name = path_name(each);
      const std::string qualifier = dialect_ == dialect::mysql && each.last() - each.first() >= 3
                                        ? name_at(each.last() - 3)
                                        : "";
      const visible_column* found = nullptr;
      const range* of = nullptr;
      for (std::size_t i = 0; i < targets; ++i) {
        const range& r = columns.tables.ranges[i];
        if (!qualifier.empty() && !same(r.alias, qualifier)) continue;
        for (const visible_column& c : r.columns) {
          if (!same(c.name, name) || c.system) continue;
          if (found != nullptr) resolution_fails("the column " + name + " is ambiguous", name);
          found = &c;
          of = &r;
        }
      }
      if (found == nullptr) {
        if (targets != 1) not_judged("which table has the column " + name + " is not known");
        const std::string& key = columns.tables.ranges.front().key;
        resolution_fails("there is no column " + key + "." + name, key + "." + name);
      }
      if (of->key.empty()) not_judged("what is no table is written");
      write_column(*found);
      check_given(of->key, found->name, given, false);
      table_write& write = write_to(of->key);
      write.updates = true;
      write.updated[found->name] = given;
    }
    if (given != given_value::default_value) walk_child(*value, values, clause::condition);
  });
}

std::vector<visible_column> name_resolver::update(cursor c, const scope* outer) {
  const std::size_t known = commons_.size();
  if (const auto clause = c.child(node::with_clause)) with(*clause, outer);
  scope s;
  s.outer = outer;
  const auto list = c.child(node::target_list);
  std::size_t targets = 1;
  if (dialect_ == dialect::mysql) {
    s.tables = from(*list, outer);
    targets = s.tables.ranges.size();
    if (targets == 1) result_.footprint.erase("r " + s.tables.ranges.front().key);
  } else {
    s.tables = from(*list, outer, false);
    if (s.tables.ranges.size() != 1) not_judged("the table of its UPDATE is not understood");
    if (dialect_ == dialect::sqlite && model_.views.contains(s.tables.ranges.front().key))
      not_judged("what writes to a view do, its triggers tell");
  }
  for (std::size_t i = 0; i < targets; ++i) {
    if (!s.tables.ranges[i].open.empty()) not_judged(s.tables.ranges[i].open);
  }
  scope of_target = s;
  if (const auto more = c.child(node::from_clause)) {
    joined tables = from(*more, outer);
    for (range& r : tables.ranges) s.tables.ranges.push_back(std::move(r));
    for (visible_column& each : tables.columns) s.tables.columns.push_back(std::move(each));
  }
  const bool skips =
      has_token(c, kind::kw_or) || c.has(node::ignore_flag) || c.has(node::replace_flag);
  assign(*c.child(node::set_list), s, targets, s);
  for (table_write& each : result_.writes) {
    each.handles_conflicts = each.handles_conflicts || (skips && each.updates);
    each.replaces = each.replaces || c.has(node::replace_flag);
  }
  rest_of(c, s);
  std::vector<visible_column> out = returning(c, dialect_ == dialect::sqlite ? of_target : s);
  commons_.resize(known);
  return out;
}

/// WHERE, ORDER BY and LIMIT.
void name_resolver::rest_of(cursor c, scope& s) {
  c.each([&](cursor part) {
    if (part.what() == node::where_clause || part.what() == node::order_by ||
        part.what() == node::limit)
      walk(part, s, clause::condition);
  });
}

std::vector<visible_column> name_resolver::remove(cursor c, const scope* outer) {
  const std::size_t known = commons_.size();
  if (const auto clause = c.child(node::with_clause)) with(*clause, outer);
  scope s;
  s.outer = outer;
  scope of_target;
  of_target.outer = outer;
  const auto more = c.child(node::using_clause);
  const auto list = c.child(node::target_list);
  const auto named = c.child(node::delete_targets);
  std::vector<std::string> keys;
  if (named || (dialect_ == dialect::mysql && more)) {
    const auto tables = more ? more : c.child(node::from_clause);
    if (!tables) not_judged("the tables of its DELETE are not understood");
    s.tables = from(*tables, outer);
    const auto take = [&](const sql::object_name& name) {
      const range* r = find_range(name.object.text, "", s);
      if (r == nullptr || r->key.empty())
        resolution_fails("there is no table " + name.object.text, name.object.text);
      keys.push_back(r->key);
    };
    if (named) {
      named->each(node::object_name, [&](cursor n) { take(context_.to_object(n)); });
    } else {
      list->each(node::table_reference,
                 [&](cursor t) { take(context_.to_object(*t.child(node::object_name))); });
    }
  } else {
    s.tables = from(*list, outer, false);
    if (s.tables.ranges.size() != 1) not_judged("the table of its DELETE is not understood");
    of_target = s;
    keys.push_back(s.tables.ranges.front().key);
    if (dialect_ == dialect::sqlite && model_.views.contains(keys.front()))
      not_judged("what writes to a view do, its triggers tell");
    if (more) {
      joined tables = from(*more, outer);
      for (range& r : tables.ranges) s.tables.ranges.push_back(std::move(r));
      for (visible_column& each : tables.columns) s.tables.columns.push_back(std::move(each));
    }
  }
  for (const std::string& key : keys) {
    if (key.empty()) not_judged("what is no table is written");
    write_to(key).deletes = true;
  }
  rest_of(c, s);
  std::vector<visible_column> out = returning(c, dialect_ == dialect::sqlite ? of_target : s);
  commons_.resize(known);
  return out;
}

std::vector<visible_column> name_resolver::merge_rows(cursor c, const scope* outer) {
  const std::size_t known = commons_.size();
  if (const auto clause = c.child(node::with_clause)) with(*clause, outer);
  const auto condition = c.child(node::expression);
  if (!condition) not_judged("the condition of its MERGE is not understood");
  scope both;
  both.outer = outer;
  both.tables = from(*c.child(node::target_list), outer, false);
  if (both.tables.ranges.size() != 1 || !both.tables.ranges.front().open.empty())
    not_judged("the table of its MERGE is not understood");
  const range target = both.tables.ranges.front();
  scope source;
  source.outer = outer;
  source.tables = from(*c.child(node::from_clause), outer);
  for (const range& r : source.tables.ranges) both.tables.ranges.push_back(r);
  for (const visible_column& each : source.tables.columns) both.tables.columns.push_back(each);
  walk_child(*condition, both, clause::condition);
  c.each(node::merge_action, [&](cursor action) {
    const bool by_source = word_is(action.first() + 4, "source");
    if (by_source) not_judged("NOT MATCHED BY SOURCE is not read");
    const auto insert_part = action.child(node::insert);
    action.each([&](cursor part) {
      switch (part.what()) {
        case node::expression:
          walk_child(part, insert_part ? source : both, clause::condition);
          break;
        case node::update:
          assign(*part.child(node::set_list), both, 1, both);
          break;
        case node::delete_rows:
          write_to(target.key).deletes = true;
          break;
        case node::insert:
          insert_rows(part, target, source);
          break;
        default:
          break;
      }
    });
  });
  std::vector<visible_column> out = returning(c, both);
  commons_.resize(known);
  return out;
}

}  // namespace sluice::schema
