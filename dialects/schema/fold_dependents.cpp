#include "dialects/schema/folding.hpp"
#include "dialects/schema/resolve.hpp"
#include "dialects/schema/view_reading.hpp"

#include <algorithm>

/// What else changes when a table, a view or a column gets another name or goes.
namespace sluice::schema {
namespace {

void replace(std::vector<std::string>& names, const std::string& from, const std::string& to) {
  std::replace(names.begin(), names.end(), from, to);
}

}  // namespace

/// What the view reads: the tables and views that it names, and the columns that it means, or where
/// that cannot be told mentions. And what columns it has, as the tables are now: PostgreSQL and
/// MySQL keep them, whatever a `*` in it would stand for later; SQLite looks anew each time.
void folder::note_view(const std::string& view, const sql::create_view& s) {
  const std::string_view query = file_.slice(s.query);
  const name_resolution found = resolve_names(sql::read_statement_tree(query, dialect_), model_);
  const bool resolves = found.outcome == resolve_outcome::resolves;
  note_needs(view, resolves ? &found : nullptr);
  std::vector<std::string> shape;
  if (resolves) shape = found.shape;
  if (!s.columns.empty()) shape.resize(s.columns.size());
  for (std::size_t i = 0; i < s.columns.size(); ++i) {
    const std::size_t type = shape[i].find(' ');
    shape[i] = s.columns[i].text + (type == std::string::npos ? "" : shape[i].substr(type));
  }
  if (shape.empty() || (dialect_ == dialect::sqlite && s.columns.empty())) {
    model_.shapes.erase(view);
  } else {
    model_.shapes[view] = std::move(shape);
  }
}

void folder::note_needs(const std::string& view, const name_resolution* query) {
  std::set<std::string>& needs = model_.needs[view];
  needs.clear();
  if (query == nullptr) needs.insert(guessed_needs);
  const auto mentioned = sql::names_mentioned(file_.slice(statement_.where), dialect_);
  for (const sql::object_name& relation : statement_.relations) {
    const subject read = find(relation);
    if (read.key == view) continue;
    needs.insert(read.key);
    if (read.held == nullptr) continue;
    for (const column& c : read.held->columns) {
      const std::string column_key = read.key + "." + c.name;
      if (query != nullptr ? query->reads(column_key) : contains(mentioned, c.name))
        needs.insert(column_key);
    }
  }
}

void folder::rename_need(const std::string& from, const std::string& to) {
  const auto is_it = [&](const std::string& need) {
    return need.starts_with(from) && (need.size() == from.size() || need[from.size()] == '.');
  };
  for (auto& [view, needs] : model_.needs) {
    if (std::none_of(needs.begin(), needs.end(), is_it)) continue;
    std::set<std::string> renamed;
    for (const std::string& need : needs) {
      renamed.insert(is_it(need) ? to + need.substr(from.size()) : need);
    }
    needs = std::move(renamed);
  }
}

/// Of a view whose statement is not known, the names in its text tell.
bool folder::view_reads(const std::string& view, const std::string& text,
                        const std::string& table_key, const std::string& column) const {
  if (const auto needs = model_.needs.find(view); needs != model_.needs.end())
    return needs->second.count(column.empty() ? table_key : table_key + "." + column) != 0;
  const auto names = sql::names_mentioned(text, dialect_);
  return contains(names, bare_name(table_key)) && (column.empty() || contains(names, column));
}

/// CASCADE takes the views along.
void folder::drop_dependent_views(const std::string& table_key, const std::string& column,
                                  text::span where) {
  for (auto view = model_.views.begin(); view != model_.views.end();) {
    if (view_reads(view->first, view->second, table_key, column)) {
      const std::string name = view->first;
      model_.views.erase(view);
      model_.needs.erase(name);
      forget_title("view " + name);
      report(effect_kind::view_dropped, {}, name, where);
      drop_dependent_views(name, {}, where);  // those on top of it
      view = model_.views.begin();
    } else {
      ++view;
    }
  }
}

/// CASCADE takes the foreign keys of others along.
void folder::drop_references(const std::string& table_key, const std::string& column,
                             text::span where) {
  for (const std::string& key : linked_to(model_, table_key)) {
    table& t = model_.tables.at(key);
    for (auto held = t.constraints.begin(); held != t.constraints.end();) {
      const constraint& c = held->second;
      const bool refers = key != table_key && c.references == table_key &&
                          (column.empty() || contains(c.referenced_columns, column));
      if (!refers) {
        ++held;
        continue;
      }
      effect& e = report(effect_kind::constraint_dropped, key, c.name, where);
      e.constraint = c.kind;
      e.columns = c.columns;
      held = t.constraints.erase(held);
    }
  }
}

void folder::rename_object(const std::string& from, const std::string& to, text::span where) {
  report(effect_kind::table_renamed, from, {}, where).to = to;
  rename_need(from, to);
  if (model_.views.count(from) != 0) {
    move_key(model_.views, from, to);
    move_key(model_.needs, from, to);
    move_key(model_.shapes, from, to);
    move_title("view " + from, "view " + to);
    return;
  }
  if (dialect_ == dialect::mysql) move_key(model_.sequences, from, to);
  auto node = model_.tables.extract(from);
  if (!node) {
    return;
  }
  const std::vector<std::string> linked = linked_to(model_, from);
  each_reference(from, [&](constraint& c) { c.references = to; });
  table& t = node.mapped();
  for (auto& [name, c] : t.constraints) {
    if (c.references == from) c.references = to;
  }
  for (const std::string& key : linked) {
    table& child = model_.tables.at(key);
    if (child.partition_of == from) child.partition_of = to;
    replace(child.inherits, from, to);
    model_.links.add(to, key);
  }
  if (t.former.text.empty()) {
    t.former.text = t.name;
  }
  t.name = to;
  node.key() = to;
  model_.links.add(t);
  model_.tables.erase(to);
  model_.tables.insert(std::move(node));
  move_title("table " + from, "table " + to);
  std::vector<trigger> moved;
  std::erase_if(model_.triggers, [&](auto& entry) {
    if (entry.second.table != from) {
      return false;
    }
    moved.push_back(std::move(entry.second));
    return true;
  });
  for (auto& each : moved) {
    each.table = to;
    model_.triggers[to + "." + each.name] = each;
  }
}

void folder::rename(subject& s, const std::string& from, const std::string& to, text::span where) {
  report(effect_kind::column_renamed, s.key, from, where).to = to;
  if (s.held == nullptr) {
    return;
  }
  column* c = s.held->find(from);
  const column* taken = find_column(*s.held, to, dialect_);
  // No server gives two columns one name.
  if (c == nullptr || (taken != nullptr && taken != c)) {
    return;
  }
  if (c->former.text.empty()) {
    c->former.text = c->name;
  }
  respell(s, from, to);
}

/// The column's name, and wherever the model repeats it.
void folder::respell(subject& s, const std::string& from, const std::string& to) {
  s.held->find(from)->name = to;
  replace(s.held->primary_key, from, to);
  rename_need(s.key + "." + from, s.key + "." + to);
  for (auto& [name, i] : s.held->indexes) {
    replace(i.columns, from, to);
    replace(i.included, from, to);
  }
  const std::string prefix = s.key + ".";
  for (auto held = model_.triggers.lower_bound(prefix);
       held != model_.triggers.end() && held->first.starts_with(prefix); ++held) {
    if (held->second.table == s.key && held->second.columns.erase(from) != 0)
      held->second.columns.insert(to);
  }
  for (auto& [name, each] : s.held->constraints) {
    replace(each.columns, from, to);
  }
  each_reference(s.key, [&](constraint& key) { replace(key.referenced_columns, from, to); });
}

}  // namespace sluice::schema
