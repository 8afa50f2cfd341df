#include "dialects/schema/resolving.hpp"

#include <algorithm>
#include <utility>

/// INSERT and REPLACE, with what they do about rows that are there already.
namespace sluice::schema {

std::vector<visible_column> name_resolver::insert(cursor c, const scope* outer) {
  const std::size_t known = commons_.size();
  if (const auto clause = c.child(node::with_clause)) with(*clause, outer);
  const auto name = c.child(node::object_name);
  scope s;
  s.outer = outer;
  range target = target_of(context_.to_object(*name));
  if (kind_of(name->last()) == kind::kw_as) {
    target.alias = name_at(name->last() + 1);
    target.schema.clear();
  }
  scope nothing;
  nothing.outer = outer;
  insert_rows(c, target, nothing);
  table_write& write = write_to(target.key);
  const bool or_action = has_token(c, kind::kw_or);
  const bool gives_up = or_action && (word_is(after(c, kind::kw_or), "abort") ||
                                      word_is(after(c, kind::kw_or), "fail") ||
                                      word_is(after(c, kind::kw_or), "rollback"));
  const auto replaces = c.child(node::replace_flag);
  if (replaces || c.has(node::ignore_flag) || (or_action && !gives_up)) {
    write.handles_conflicts = true;
    write.replaces = write.replaces || replaces.has_value();
    note_keys(target);
  }
  s.tables.ranges.push_back(target);
  s.tables.columns = target.columns;
  c.each(node::upsert, [&](cursor part) { upsert(part, c, target, outer); });
  std::vector<visible_column> out = returning(c, s);
  commons_.resize(known);
  return out;
}

name_resolver::index name_resolver::after(cursor c, kind k) const {
  index found = c.first();
  each_part(
      c, c.first(),
      [&](index at) {
        if (kind_of(at) == k && found == c.first()) found = at + 1;
      },
      [](cursor) {});
  return found;
}

/// The columns of the list.
std::vector<visible_column> name_resolver::insert_targets(cursor c, const range& target) {
  std::vector<visible_column> out;
  const auto list = c.child(node::column_list);
  list->each(node::column_path, [&](cursor path) {
    const std::string name = path_name(path);
    const auto found =
        std::find_if(target.columns.begin(), target.columns.end(), [&](const visible_column& each) {
          return same(each.name, name) && (!each.system || dialect_ == dialect::sqlite);
        });
    if (found == target.columns.end())
      resolution_fails("there is no column " + target.key + "." + name, target.key + "." + name);
    const bool twice = std::any_of(
        out.begin(), out.end(), [&](const visible_column& each) { return same(each.name, name); });
    if (twice && path.last() - path.first() == 1 && dialect_ != dialect::sqlite)
      resolution_fails("the column " + name + " is named twice", target.key + "." + name);
    out.push_back(*found);
  });
  return out;
}

/// VALUES, SELECT, SET or DEFAULT VALUES of an INSERT or of MERGE's.
void name_resolver::insert_rows(cursor c, const range& target, const scope& source) {
  write_to(target.key).inserts = true;
  if (c.has(node::default_values)) return;
  if (const auto set = c.child(node::set_list)) {
    insert_set(*set, target, source);
    return;
  }
  // MySQL: VALUES () gives nothing, and the list may be empty, too.
  const bool listed =
      c.has(node::column_list) && c.child(node::column_list)->has(node::column_path);
  std::vector<visible_column> into =
      listed ? insert_targets(c, target) : std::vector<visible_column>();
  if (!listed) {
    const auto list = c.child(node::column_list);
    if (list && dialect_ != dialect::mysql) not_judged("an empty list of columns is not read");
    into = insert_all(target);
  }
  const bool overriding = has_token(c, kind::kw_overriding);
  std::vector<std::optional<given_value>> given(into.size());
  std::size_t width = 0;
  const auto take_row = [&](std::size_t values) {
    const bool fills = dialect_ == dialect::postgres && !listed;
    if (values == 0 && dialect_ == dialect::mysql) return;
    if (values > into.size() || (values < into.size() && !fills))
      resolution_fails("it gives " + std::to_string(values) + " values for " +
                           std::to_string(into.size()) + " columns of " + target.key,
                       target.key);
    width = std::max(width, values);
  };
  if (const auto values = c.child(node::values_clause)) {
    if (c.has(node::set_operation) || c.has(node::order_by) || c.has(node::limit))
      not_judged("what follows its VALUES is not read");
    scope inside = source;
    values->each(node::row, [&](cursor row) {
      std::size_t count = 0;
      row.each(node::expression, [&](cursor value) {
        const given_value one = value_of(value);
        if (count < into.size())
          given[count] = given[count] && *given[count] != one ? given_value::any : one;
        if (one != given_value::default_value) walk_child(value, inside, clause::condition);
        ++count;
      });
      take_row(count);
    });
  } else if (const auto query_part = c.child(node::query)) {
    take_row(query(*query_part, source.outer).size());
    std::fill(given.begin(), given.end(), given_value::any);
  } else {
    not_judged("the rows of its INSERT are not understood");
  }
  table_write& write = write_to(target.key);
  const bool view = model_.views.contains(target.key);
  for (std::size_t i = 0; i < width; ++i) {
    write_column(into[i]);
    const given_value value = given[i].value_or(given_value::any);
    if (!view) check_given(target.key, into[i].name, value, overriding);
    write.inserted[into[i].name] = value;
    if (!listed) result_.insert_columns.push_back(into[i].name);
  }
}

/// MySQL: INSERT INTO t SET a = 1.
void name_resolver::insert_set(cursor set, const range& target, const scope& source) {
  scope s;
  s.outer = source.outer;
  s.tables.ranges.push_back(target);
  s.tables.columns = target.columns;
  std::map<std::string, given_value> kept = write_to(target.key).updated;
  const bool updates = write_to(target.key).updates;
  assign(set, s, 1, s);
  table_write& write = write_to(target.key);
  for (const auto& [name, value] : write.updated) {
    if (!kept.contains(name)) write.inserted[name] = value;
  }
  write.updated = std::move(kept);
  write.updates = updates;
}

std::vector<visible_column> name_resolver::insert_all(const range& target) const {
  std::vector<visible_column> out;
  const table* t = find_table(model_, target.key, dialect_);
  for (const visible_column& each : target.columns) {
    if (each.system || !each.in_star) continue;
    const column* of_table = t == nullptr ? nullptr : find_column(*t, each.name, dialect_);
    if (dialect_ == dialect::sqlite && of_table != nullptr && of_table->generated) continue;
    out.push_back(each);
  }
  return out;
}

/// Every key of the table decides what becomes of a row.
void name_resolver::note_keys(const range& target) {
  const table* t = find_table(model_, target.key, dialect_);
  if (t == nullptr) not_judged("the keys behind view " + target.key + " are not known");
  for (const unique_key& key : keys_of(*t)) result_.arbiters.insert(key.shown(target.key));
}

std::vector<name_resolver::unique_key> name_resolver::keys_of(const table& t) const {
  std::vector<unique_key> out;
  if (!t.primary_key.empty()) out.push_back({"", t.primary_key, false});
  for (const auto& [name, each] : t.indexes) {
    if (each.unique && each.valid) out.push_back({name, each.columns, each.partial});
  }
  for (const auto& [name, each] : t.constraints) {
    if (each.kind == "unique" || each.kind == "primary key" || each.kind == "exclude")
      out.push_back({name, each.columns, false, each.kind == "exclude"});
  }
  return out;
}

std::string name_resolver::unique_key::shown(const std::string& table_key) const {
  std::vector<std::string> sorted = columns;
  std::sort(sorted.begin(), sorted.end());
  std::string list;
  for (const std::string& each : sorted)
    list += (list.empty() ? "" : ", ") + (each.empty() ? std::string("an expression") : each);
  return table_key + " (" + list + ")" + (partial ? " of some rows" : "");
}

void name_resolver::upsert(cursor part, cursor insert, const range& target, const scope* outer) {
  table_write& write = write_to(target.key);
  write.handles_conflicts = true;
  const bool duplicate = word_is(part.first() + 1, "duplicate");
  const table* t = find_table(model_, target.key, dialect_);
  if (t == nullptr) not_judged("the keys behind view " + target.key + " are not known");
  if (duplicate)
    note_keys(target);
  else
    find_arbiter(part, target, *t, outer);
  const auto set = part.child(node::set_list);
  if (!set) return;
  scope s;
  s.outer = outer;
  s.tables.ranges.push_back(target);
  s.tables.columns = target.columns;
  if (duplicate) {
    if (insert.has(node::query)) s.tables.ranges.front().open = "a name may be of its SELECT";
    if (const auto row = insert.child(node::row_alias)) {
      if (has_token(*row, kind::left_paren)) not_judged("names for the new row are not read");
      range fresh = target;
      fresh.alias = name_at(row->first() + 1);
      fresh.key.clear();
      for (visible_column& each : fresh.columns) each.sources.clear();
      s.tables.columns.insert(s.tables.columns.end(), fresh.columns.begin(), fresh.columns.end());
      s.tables.ranges.push_back(std::move(fresh));
    }
  } else {
    range excluded = target;
    excluded.alias = "excluded";
    excluded.schema.clear();
    excluded.key.clear();
    // PostgreSQL asks for the right to read what a new row is compared with.
    if (dialect_ != dialect::postgres)
      for (visible_column& each : excluded.columns) each.sources.clear();
    if (dialect_ == dialect::postgres)
      s.tables.columns.insert(s.tables.columns.end(), excluded.columns.begin(),
                              excluded.columns.end());
    s.tables.ranges.push_back(std::move(excluded));
  }
  const range* const around = duplicate_target_;
  duplicate_target_ = duplicate ? &target : nullptr;
  assign(*set, s, 1, s);
  duplicate_target_ = around;
  const index then = after(part, kind::kw_do);
  part.each(node::expression, [&](cursor condition) {
    if (condition.first() > then) walk_child(condition, s, clause::condition);
  });
}

/// The key that ON CONFLICT (a, b), or ON CONSTRAINT c, means.
void name_resolver::find_arbiter(cursor part, const range& target, const table& t,
                                 const scope* outer) {
  const index at = part.first() + 2;
  if (kind_of(at) == kind::kw_on) {
    const std::string name = name_at(at + 2);
    for (const unique_key& key : keys_of(t)) {
      if (!t.constraints.contains(name) || key.name != name) continue;
      result_.arbiters.insert(key.shown(target.key));
      for (const visible_column& each : target.columns) {
        if (std::find(key.columns.begin(), key.columns.end(), each.name) != key.columns.end())
          read(each);
      }
      return;
    }
    resolution_fails("there is no constraint " + name + " on " + target.key,
                     target.key + "." + name);
  }
  if (kind_of(at) != kind::left_paren) {
    note_keys(target);
    return;
  }
  std::vector<std::string> names;
  bool expects_name = true;
  index i = at + 1;
  for (; kind_of(i) != kind::right_paren; ++i) {
    if (kind_of(i) == kind::comma) {
      expects_name = true;
    } else if (expects_name && (sql::is_word(kind_of(i)) || kind_of(i) == kind::quoted_name)) {
      names.push_back(name_at(i));
      expects_name = false;
    } else {
      not_judged("an ON CONFLICT with expressions is not read");
    }
  }
  scope s;
  s.outer = outer;
  s.tables.ranges.push_back(target);
  s.tables.columns = target.columns;
  for (std::string& name : names) {
    const auto found = at_level(name, s);
    if (!found)
      resolution_fails("there is no column " + target.key + "." + name, target.key + "." + name);
    read(*found);
    name = found->name;
  }
  const bool predicate = kind_of(i + 1) == kind::kw_where;
  if (predicate) {
    const index then = after(part, kind::kw_do);
    part.each(node::expression, [&](cursor condition) {
      if (condition.first() < then) walk_child(condition, s, clause::condition);
    });
  }
  std::sort(names.begin(), names.end());
  bool maybe = false;
  for (const unique_key& key : keys_of(t)) {
    std::vector<std::string> columns = key.columns;
    std::sort(columns.begin(), columns.end());
    if (key.exclusion || columns != names) continue;
    if (key.partial && !predicate) continue;
    if (key.partial) maybe = true;
    result_.arbiters.insert(key.shown(target.key));
    if (!key.partial) return;
  }
  if (maybe) not_judged("which part of an index its ON CONFLICT means is not read");
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  resolution_fails("no key of " + target.key + " is on (" + list + ") alone",
                   target.key + "." + names.front());
}

}  // namespace sluice::schema
