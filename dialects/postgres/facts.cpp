#include "dialects/postgres/facts.hpp"

#include "dialects/postgres/fact_finder.hpp"

#include <algorithm>
#include <utility>

namespace sluice::postgres {

using schema::table_lock;

void fact_finder::note(const std::string& relation, std::string_view as, table_lock lock,
                       const work& what, text::span where) {
  const schema::table* held = schema::find_table(q_.before, relation, q_.which());
  const bool has_rows = held == nullptr || !held->partitioned;
  fact_collector::note(relation, as, has_rows ? what : work{}, where).lock = lock;
}

void fact_finder::note_all(const std::vector<std::string>& relations, std::string_view as,
                           table_lock lock, work what, text::span where) {
  for (const std::string& each : relations) note(each, as, lock, what, where);
}

void fact_finder::default_partition(const std::string& parent, work what, text::span where) {
  for (const auto& [name, t] : q_.before.tables) {
    if (!t.is_default_partition || t.partition_of != parent) continue;
    note(name, "default partition", table_lock::access_exclusive, what, where);
    const bool checked = std::any_of(
        t.constraints.begin(), t.constraints.end(),
        [](const auto& entry) { return entry.second.kind == "check" && entry.second.valid; });
    if (what.scans && checked)
      depends("whether a constraint of the default partition excludes the new one is not known");
  }
}

void fact_finder::operator()(const sql::opaque&) {
  depends("the statement is not understood");
}

void fact_finder::operator()(const sql::create_table& s) {
  const std::string key = q_.key_of(s.table);
  if (schema::find_table(q_.before, key, q_.which()) != nullptr) return;
  const text::span where = q_.statement.where;
  note_all(schema::referenced_tables(q_.after, key), "referenced table",
           table_lock::share_row_exclusive, {}, where);
  const schema::table* made = schema::find_table(q_.after, key, q_.which());
  if (made == nullptr) return;
  note_all(made->inherits, "parent", table_lock::share_update_exclusive, {}, where);
  if (made->partition_of.empty()) return;
  note(made->partition_of, "parent", table_lock::access_exclusive, {}, where);
  default_partition(made->partition_of, {.scans = true}, where);
}

void fact_finder::drop(const std::string& key, bool cascade) {
  const text::span where = q_.statement.where;
  const schema::table* held = schema::find_table(q_.before, key, q_.which());
  note(key, "", table_lock::access_exclusive, {}, where);
  if (held == nullptr) return;
  note_all(schema::referenced_tables(q_.before, key), "referenced table",
           table_lock::access_exclusive, {}, where);
  if (!held->partition_of.empty()) {
    note(held->partition_of, "parent", table_lock::access_exclusive, {}, where);
    default_partition(held->partition_of, {}, where);
  }
  for (const std::string& child : schema::descendants(q_.before, key)) {
    note(child, "partition", table_lock::access_exclusive, {}, where);
    note_all(schema::referenced_tables(q_.before, child), "referenced table",
             table_lock::access_exclusive, {}, where);
  }
  if (cascade) {
    note_all(schema::referencing_tables(q_.before, key), "referencing table",
             table_lock::access_exclusive, {}, where);
    note_all(views_lost(), "view", table_lock::access_exclusive, {}, where);
  }
}

std::vector<std::string> fact_finder::views_lost() const {
  std::vector<std::string> lost;
  for (const auto& entry : q_.before.views) {
    if (q_.after.views.count(entry.first) == 0) lost.push_back(entry.first);
  }
  return lost;
}

void fact_finder::operator()(const sql::drop_table& s) {
  for (const sql::object_name& each : s.tables) {
    const std::string key = q_.key_of(each);
    if (s.if_exists && schema::find_table(q_.before, key, q_.which()) == nullptr) continue;
    drop(key, s.cascade);
  }
}

void fact_finder::operator()(const sql::create_index& s) {
  const text::span where = q_.statement.where;
  const std::string key = q_.key_of(s.table);
  const schema::table* held = schema::find_table(q_.before, key, q_.which());
  const bool is_there =
      s.if_not_exists && s.index && held != nullptr && held->indexes.count(s.index->text) != 0;
  const work build{.scans = !is_there, .builds_index = !is_there};
  if (s.concurrently) {
    note(key, "", table_lock::share_update_exclusive, build, where);
    return;
  }
  note(key, "", table_lock::share, build, where);
  if (held != nullptr && held->partitioned && !s.only)
    note_all(schema::descendants(q_.before, key), "partition", table_lock::share, build, where);
}

void fact_finder::operator()(const sql::drop_index& s) {
  for (const sql::object_name& each : s.indexes) {
    const auto lock =
        s.concurrently ? table_lock::share_update_exclusive : table_lock::access_exclusive;
    const schema::table* held =
        schema::find_index_table(q_.before, each.object.text, "", q_.which());
    if (held == nullptr && s.if_exists) continue;
    if (held != nullptr) {
      note(held->name, "table of the index", lock, {}, q_.statement.where);
      if (held->partitioned)
        note_all(schema::descendants(q_.before, held->name), "partition", lock, {},
                 q_.statement.where);
    } else {
      depends("the table of index " + each.object.text + " is not known");
    }
  }
}

void fact_finder::operator()(const sql::create_view& s) {
  const std::string key = q_.key_of(s.view);
  if (q_.before.views.count(key) != 0)
    note(key, "", table_lock::access_exclusive, {}, q_.statement.where);
}

void fact_finder::operator()(const sql::drop_view& s) {
  for (const sql::object_name& each : s.views) {
    const std::string key = q_.key_of(each);
    if (s.if_exists && q_.before.views.count(key) == 0) continue;
    note(key, "", table_lock::access_exclusive, {}, q_.statement.where);
  }
  for (const std::string& lost : views_lost())
    note(lost, "view", table_lock::access_exclusive, {}, q_.statement.where);
}

void fact_finder::operator()(const sql::create_trigger& s) {
  const std::string key = q_.key_of(s.table);
  note(key, "", table_lock::share_row_exclusive, {}, q_.statement.where);
  const schema::table* held = schema::find_table(q_.before, key, q_.which());
  if (held != nullptr && held->partitioned && s.each_row)
    note_all(schema::descendants(q_.before, key), "partition", table_lock::share_row_exclusive, {},
             q_.statement.where);
}

void fact_finder::operator()(const sql::drop_trigger& s) {
  if (!s.table) return;
  const std::string key = q_.key_of(*s.table);
  note(key, "", table_lock::access_exclusive, {}, q_.statement.where);
}

void fact_finder::operator()(const sql::truncate_table& s) {
  std::vector<std::string> open;
  for (const sql::object_name& each : s.tables) open.push_back(q_.key_of(each));
  std::vector<std::string> done;
  while (!open.empty()) {
    const std::string key = open.back();
    open.pop_back();
    if (std::find(done.begin(), done.end(), key) != done.end()) continue;
    note(key, done.size() < s.tables.size() ? "" : "referencing table",
         table_lock::access_exclusive, {}, q_.statement.where);
    done.push_back(key);
    for (std::string& child : schema::descendants(q_.before, key)) open.push_back(std::move(child));
    if (!s.cascade) continue;
    for (std::string& child : schema::referencing_tables(q_.before, key))
      open.push_back(std::move(child));
  }
}

schema::statement_facts find_facts(const schema::facts_question& question) {
  return fact_finder(question).find();
}

schema::statement_facts fact_finder::find() {
  std::visit(*this, q_.statement.what);
  facts_.transactional = !sql::forbids_transaction(q_.statement, q_.file, q_.which());
  return std::move(facts_);
}

}  // namespace sluice::postgres
