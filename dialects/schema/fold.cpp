#include "dialects/schema/bounds.hpp"
#include "dialects/schema/folding.hpp"

#include <algorithm>
#include <variant>

namespace sluice::schema {

std::vector<effect> fold(model& m, const sql::parsed_statement& statement, const text::source& file,
                         dialect d) {
  if (!m.places.complete()) m.places.collect(m.tables);
  if (!m.links.complete()) m.links.collect(m.tables);
  folder f(m, statement, file, d);
  if (statement.outcome == sql::understanding::malformed) {
    f(sql::opaque{});
  } else {
    f.change(statement.changes_within);
    std::visit(f, statement.what);
  }
  return f.take();
}

effect& folder::report(effect_kind kind, std::string table_key, std::string object,
                       text::span where) {
  effect& e = effects_.emplace_back();
  e.kind = kind;
  e.table = std::move(table_key);
  e.object = std::move(object);
  e.where = where.empty() ? statement_.where : where;
  return e;
}

void folder::skip(effect_kind kind, std::string table_key, std::string object, text::span where) {
  report(effect_kind::nothing, std::move(table_key), std::move(object), where).skipped = kind;
}

folder::subject folder::find(const sql::object_name& name) {
  return find_key(key_of(name));
}

folder::subject folder::find_key(const std::string& key) {
  subject s;
  s.key = key;
  if (const auto entry = find_entry(model_.tables, s.key, dialect_); entry != model_.tables.end()) {
    s.key = entry->first;
    s.held = &entry->second;
  }
  return s;
}

void folder::operator()(const sql::opaque&) {
  report(effect_kind::unknown, {}, {}, {});
}

void folder::operator()(const sql::select_query&) {
  report(effect_kind::nothing, {}, {}, {});
}

void folder::operator()(const sql::transaction_control& s) {
  end_local_path(s.verb);
  report(effect_kind::transaction_controlled, {}, {}, {});
}

void folder::operator()(const sql::session_setting& s) {
  set_path(s);
  report(effect_kind::session_changed, {}, s.what, {});
}

void folder::operator()(const sql::create_index& s) {
  const subject on = find(s.table);
  index i;
  i.columns = spellings(on, s.parts);
  i.unique = s.unique;
  i.partial = s.partial;
  if (dialect_ == dialect::mysql) i.method = s.sort;
  describe(on, i, s.details, s.included);
  i.name = s.index ? s.index->text : std::string();
  subject target = on;
  // It goes where its table is.
  sql::object_name beside;
  beside.object.text = i.name;
  const std::size_t dot = on.key.find('.');
  if (dot != std::string::npos) beside.schema = sql::name{on.key.substr(0, dot), {}, false};
  if (dot == std::string::npos && dialect_ == dialect::postgres)
    beside.schema = sql::name{"public", {}, false};
  if (s.if_not_exists && s.index && holder_of(beside, {}) != nullptr) {
    skip(effect_kind::index_created, on.key, i.name, s.index->where);
    return;
  }
  std::vector<std::string> named = part_names(on, s.parts);
  for (const std::string& name : spellings(on, s.included)) named.push_back(name);
  add(target, std::move(i), named, s.index ? s.index->where : s.table.where, true);
}

table* folder::holder_of(const sql::object_name& index_name, const std::string& on) {
  const std::string& name = index_name.object.text;
  if (dialect_ != dialect::postgres) {
    const table* found = find_index_table(model_, name, on, dialect_);
    return found == nullptr ? nullptr : find_table(model_, found->name, dialect_);
  }
  if (!model_.places.may_exist(name)) return nullptr;
  const std::string* place = model_.places.last_place(name);
  const auto likely = place == nullptr ? model_.tables.end() : model_.tables.find(*place);
  const auto in = [&](const std::string& schema_name) -> table* {
    const auto is_it = [&](const auto& entry) {
      const std::size_t dot = entry.first.find('.');
      const std::string_view its = dot == std::string::npos
                                       ? std::string_view("public")
                                       : std::string_view(entry.first).substr(0, dot);
      return its == schema_name && entry.second.indexes.count(name) != 0;
    };
    if (likely != model_.tables.end() && is_it(*likely)) return &likely->second;
    for (auto& entry : model_.tables) {
      if (is_it(entry)) return &entry.second;
    }
    return nullptr;
  };
  if (index_name.schema) return in(index_name.schema->text);
  if (path().empty()) return in("public");
  for (const std::string& schema_name : path()) {
    if (table* found = in(schema_name)) return found;
  }
  return nullptr;
}

void folder::operator()(const sql::drop_index& s) {
  const std::string on = s.table ? find(*s.table).key : std::string();
  for (const auto& name : s.indexes) {
    const table* holder = holder_of(name, on);
    if (holder == nullptr) {
      if (s.if_exists) {
        skip(effect_kind::index_dropped, on, name.object.text, name.where);
      } else {
        report(effect_kind::index_dropped, on, name.object.text, name.where);
      }
      continue;
    }
    table& t = *find_table(model_, holder->name, dialect_);
    const auto entry = find_entry(t.indexes, name.object.text, dialect_);
    effect& e = report(effect_kind::index_dropped, t.name, entry->first, name.where);
    e.unique = entry->second.unique;
    e.columns = entry->second.columns;
    if (dialect_ == dialect::postgres) drop_partition_indexes(t.name, entry->second);
    t.constraints.erase(entry->first);  // MySQL: a unique key is constraint and index at once
    t.indexes.erase(entry);
  }
}

void folder::operator()(const sql::create_view& s) {
  const std::string key = new_key(s.view);
  const auto entry = find_entry(model_.views, key, dialect_);
  const bool held = entry != model_.views.end();
  if (held && s.if_not_exists) {
    skip(effect_kind::view_created, {}, entry->first, s.view.where);
    return;
  }
  const std::string text(file_.slice(s.query));
  if (held && entry->second == text) {
    report(effect_kind::nothing, {}, entry->first, s.view.where);
    return;
  }
  report(effect_kind::view_created, {}, held ? entry->first : key, s.view.where).replaced =
      held && s.or_replace;
  if (s.temporary) return;  // it ends with the session
  note_view(held ? entry->first : key, s);
  model_.views[held ? entry->first : key] = text;
}

void folder::operator()(const sql::drop_view& s) {
  for (const auto& view : s.views) {
    const std::string key = key_of(view);
    const auto entry = find_entry(model_.views, key, dialect_);
    if (entry != model_.views.end()) {
      const std::string gone = entry->first;
      report(effect_kind::view_dropped, {}, gone, view.where);
      model_.views.erase(entry);
      forget_title("view " + gone);
      if (s.cascade) drop_dependent_views(gone, {}, view.where);
    } else if (s.if_exists) {
      skip(effect_kind::view_dropped, {}, key, view.where);
    } else {
      report(effect_kind::view_dropped, {}, key, view.where);
    }
  }
}

void folder::operator()(const sql::create_trigger& s) {
  const subject on = find(s.table);
  const std::string& name = s.trigger.object.text;
  const std::string held = find_trigger(model_, name, on.key, dialect_);
  if (!held.empty() && s.if_not_exists) {
    skip(effect_kind::trigger_created, on.key, name, s.trigger.where);
    return;
  }
  trigger t;
  t.name = name;
  t.table = on.key;
  if (s.body) {
    t.body = std::string(file_.slice(*s.body));
  }
  if (s.function) {
    t.function = key_of(*s.function);
    t.body = body_of(t.function);
  }
  t.timing = s.instead_of ? "instead of" : s.before ? "before" : "after";
  if (s.on_insert) t.events.insert("insert");
  if (s.on_update) t.events.insert("update");
  if (s.on_delete) t.events.insert("delete");
  if (s.on_truncate) t.events.insert("truncate");
  for (const sql::name& column : s.update_columns) t.columns.insert(spelling(on, column));
  t.each_row = s.each_row;
  t.conditional = s.conditional;
  if (s.constraint) t.deferrable = s.deferred ? "deferred" : s.deferrable ? "immediate" : "no";
  report(effect_kind::trigger_created, on.key, name, s.trigger.where).replaced = !held.empty();
  if (!held.empty()) {
    model_.triggers.erase(held);
  }
  model_.triggers[on.key + "." + name] = std::move(t);
}

void folder::operator()(const sql::drop_trigger& s) {
  const std::string on = s.table ? find(*s.table).key : std::string();
  const std::string& name = s.trigger.object.text;
  const std::string held = find_trigger(model_, name, on, dialect_);
  if (!held.empty()) {
    const trigger& t = model_.triggers.at(held);
    report(effect_kind::trigger_dropped, t.table, t.name, s.trigger.where);
    model_.triggers.erase(held);
  } else if (s.if_exists) {
    skip(effect_kind::trigger_dropped, on, name, s.trigger.where);
  } else {
    report(effect_kind::trigger_dropped, on, name, s.trigger.where);
  }
}

void folder::operator()(const sql::insert& s) {
  report(effect_kind::rows_inserted, find(s.table).key, {}, s.table.where);
}

bool folder::bounded(const std::string& table_key, const sql::condition_place& c) const {
  const table* t = find_table(model_, table_key, dialect_);
  const std::string_view rest = file_.bytes().substr(0, statement_.where.end);
  const std::size_t end = c.where ? c.where->end : c.insert_at;
  if (end > 0 && end < rest.size() && starts_with_limit(rest.substr(end), dialect_)) {
    return true;
  }
  return c.where && pins_key(file_.slice(*c.where), t, dialect_);
}

/// What WITH queries and the actions of MERGE do to rows.
void folder::change(const std::vector<sql::row_change>& changes) {
  for (const sql::row_change& each : changes) {
    const std::string key = find(each.table).key;
    switch (each.verb) {
      case sql::row_verb::insert:
        report(effect_kind::rows_inserted, key, {}, each.table.where);
        break;
      case sql::row_verb::update:
        report(effect_kind::rows_updated, key, {}, each.table.where).whole_table =
            !bounded(key, each.condition);
        break;
      case sql::row_verb::remove:
        report(effect_kind::rows_deleted, key, {}, each.table.where).whole_table =
            !bounded(key, each.condition);
        break;
    }
  }
}

void folder::operator()(const sql::change_rows& s) {
  change(s.changes);
  if (effects_.empty()) {
    report(effect_kind::nothing, {}, {}, {});  // MERGE ... DO NOTHING
  }
}

void folder::operator()(const sql::update& s) {
  const std::string key = find(s.target.table).key;
  report(effect_kind::rows_updated, key, {}, s.target.table.where).whole_table =
      !bounded(key, s.condition);
}

void folder::operator()(const sql::delete_rows& s) {
  const std::string key = find(s.target.table).key;
  report(effect_kind::rows_deleted, key, {}, s.target.table.where).whole_table =
      !bounded(key, s.condition);
}

}  // namespace sluice::schema
