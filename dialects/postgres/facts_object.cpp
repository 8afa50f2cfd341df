#include "dialects/postgres/fact_finder.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>

namespace sluice::postgres {

using schema::has_words;
using schema::table_lock;

void fact_finder::operator()(const sql::object_command& s) {
  const text::span where = q_.statement.where;
  const auto is = [&](std::string_view of) { return s.object_class == of; };
  if (is("policy") || is("rule") || (is("trigger") && s.verb == sql::object_verb::alter)) {
    if (s.table) note(q_.key_of(*s.table), "", table_lock::access_exclusive, {}, where);
  } else if (is("sequence") && s.verb == sql::object_verb::alter) {
    const bool brief = s.how == sql::object_alteration::rename;
    for (const sql::object_name& each : s.objects)
      note(q_.key_of(each), "",
           brief ? table_lock::access_exclusive : table_lock::share_row_exclusive, {}, where);
  } else if (is("index") && s.verb == sql::object_verb::alter) {
    for (const sql::object_name& each : s.objects)
      note(q_.key_of(each), "", table_lock::share_update_exclusive, {}, where);
  } else if (s.verb == sql::object_verb::create) {
    if (is("publication") || is("statistics")) {
      for (const sql::object_name& each : s.tables)
        note(q_.key_of(each), "", table_lock::share_update_exclusive, {}, where);
    }
    if (is("extension") || is("subscription")) depends("what it creates is not known");
  } else if (is("domain") && s.verb == sql::object_verb::alter) {
    domain_constraint(s);
  } else if (is("sequence") && s.verb == sql::object_verb::drop) {
    for (const sql::object_name& each : s.objects)
      note(q_.key_of(each), "", table_lock::access_exclusive, {}, where);
  } else if (s.cascade || is("schema") || is("extension") || is("owned")) {
    depends("what goes with it is not known");
  }
}

/// SET NOT NULL and ADD CHECK read every table that has a column of the domain.
void fact_finder::domain_constraint(const sql::object_command& s) {
  const auto said = words(q_.statement.where);
  const bool adds = has_words(said, "set not null") || has_words(said, "add");
  const bool validates = s.how == sql::object_alteration::validate;
  if ((!adds && !validates) || has_words(said, "not valid") || s.objects.empty()) return;
  const std::string domain = q_.key_of(s.objects.front());
  for (const auto& [name, t] : q_.before.tables) {
    if (std::any_of(t.columns.begin(), t.columns.end(),
                    [&](const schema::column& c) { return c.type == domain; }))
      note(name, "uses the domain", table_lock::share, {.scans = true}, q_.statement.where);
  }
}

void fact_finder::operator()(const sql::run_code&) {
  depends("what the program does is known only when it runs");
}

void fact_finder::maintain(const sql::maintain& m) {
  const text::span where = q_.statement.where;
  const auto each = [&](table_lock lock, work what) {
    for (const sql::object_name& name : m.objects) note(q_.key_of(name), "", lock, what, where);
    if (m.objects.empty()) depends("every table is concerned, one after the other");
  };
  switch (m.verb) {
    case sql::maintenance::cluster:
      each(table_lock::access_exclusive, {.rewrites = true});
      break;
    case sql::maintenance::vacuum:
      if (m.full)
        each(table_lock::access_exclusive, {.rewrites = true});
      else
        each(table_lock::share_update_exclusive, {});
      break;
    case sql::maintenance::reindex:
      reindex(m);
      break;
    default:
      each(table_lock::share_update_exclusive, {});
      break;
  }
}

namespace {

/// With those of its keys.
std::vector<std::string> index_names(const schema::table& t) {
  std::vector<std::string> names;
  for (const auto& entry : t.indexes) names.push_back(entry.first);
  for (const auto& [name, c] : t.constraints) {
    const bool has_index = c.kind == "primary key" || c.kind == "unique" || c.kind == "exclude";
    if (has_index && t.indexes.count(name) == 0) names.push_back(name);
  }
  return names;
}

const schema::table* find_table_of_index(const schema::model& m, const std::string& index) {
  for (const auto& entry : m.tables) {
    const auto names = index_names(entry.second);
    if (std::find(names.begin(), names.end(), index) != names.end()) return &entry.second;
  }
  return nullptr;
}

}  // namespace

/// The indexes are locked more strongly than their table: what would use one of them waits.
void fact_finder::reindex(const sql::maintain& m) {
  const text::span where = q_.statement.where;
  const work build{.scans = true, .builds_index = true};
  const table_lock on_table =
      m.concurrently ? table_lock::share_update_exclusive : table_lock::share;
  for (const sql::object_name& name : m.objects) {
    const bool is_index = m.object_class == "index";
    const schema::table* t = is_index ? find_table_of_index(q_.before, name.object.text)
                                      : schema::find_table(q_.before, q_.key_of(name), q_.which());
    if (t == nullptr) {
      depends("what is indexed is not in the model");
      continue;
    }
    note(t->name, is_index ? "table of the index" : "", on_table, build, where);
    if (m.concurrently) continue;
    for (const std::string& index : index_names(*t)) {
      if (!is_index || index == name.object.text)
        note(index, "index", table_lock::access_exclusive, {}, where);
    }
  }
  if (m.objects.empty()) depends("every index is concerned");
}

void fact_finder::operator()(const sql::auxiliary& s) {
  const text::span where = q_.statement.where;
  if (const auto* m = std::get_if<sql::maintain>(&s.detail)) {
    maintain(*m);
  } else if (const auto* comment = std::get_if<sql::comment_on>(&s.detail)) {
    if (comment->object && (comment->object_class == "table" || comment->column))
      note(q_.key_of(*comment->object), "", table_lock::share_update_exclusive, {}, where);
  } else if (const auto* locked = std::get_if<sql::lock_tables>(&s.detail)) {
    for (const auto& item : locked->tables) lock_by_name(item);
  } else if (const auto* refresh = std::get_if<sql::refresh_view>(&s.detail)) {
    if (refresh->concurrently)
      note(q_.key_of(refresh->view), "", table_lock::exclusive, {.scans = true}, where);
    else
      note(q_.key_of(refresh->view), "", table_lock::access_exclusive, {.rewrites = true}, where);
  }
}

void fact_finder::lock_by_name(const sql::lock_tables::item& item) {
  const std::string mode = item.mode.empty() ? "access exclusive" : sql::lower_case(item.mode);
  for (int level = static_cast<int>(table_lock::share_update_exclusive);
       level <= static_cast<int>(table_lock::access_exclusive); ++level) {
    const auto lock = static_cast<table_lock>(level);
    if (schema::lock_name(lock) != mode) continue;
    const std::string key = q_.key_of(item.table);
    note(key, "", lock, {}, q_.statement.where);
    note_all(schema::descendants(q_.before, key), "child", lock, {}, q_.statement.where);
  }
}

}  // namespace sluice::postgres
