#include "dialects/mysql/facts.hpp"

#include "dialects/mysql/fact_finder.hpp"

#include <algorithm>

namespace sluice::mysql {

void fact_finder::note(const std::string& relation, std::string_view as, text::span where,
                       const action_cost& cost) {
  const schema::row_work work{cost.builds_index, cost.builds_index, cost.rewrites};
  fact_collector::note(relation, as, work, where).metadata_lock = true;
}

void fact_finder::note_all(const std::vector<std::string>& relations, std::string_view as,
                           text::span where) {
  for (const std::string& each : relations) note(each, as, where, instant);
}

void fact_finder::note_cost(const action_cost& cost) {
  facts_.algorithm = std::max(facts_.algorithm, std::optional(cost.algorithm));
  facts_.lock = std::max(facts_.lock, std::optional(cost.lock));
}

void fact_finder::note_family(const std::string& key, text::span where) {
  if (is_mariadb()) return;
  note_all(schema::referenced_tables(q_.before, key), "referenced table", where);
  note_all(schema::referencing_tables(q_.before, key), "referencing table", where);
}

void fact_finder::operator()(const sql::opaque&) {
  depends("the statement is not understood");
}

void fact_finder::operator()(const sql::create_table& s) {
  const std::string key = q_.key_of(s.table);
  if (is_mariadb() || schema::find_table(q_.before, key, q_.which()) != nullptr) return;
  note_all(schema::referenced_tables(q_.after, key), "referenced table", q_.statement.where);
}

void fact_finder::operator()(const sql::drop_table& s) {
  for (const sql::object_name& each : s.tables) {
    const std::string key = q_.key_of(each);
    if (s.if_exists && schema::find_table(q_.before, key, q_.which()) == nullptr) continue;
    note(key, "", q_.statement.where, instant);
    note_family(key, q_.statement.where);
  }
}

void fact_finder::operator()(const sql::rename_table& s) {
  for (const auto& pair : s.pairs) {
    const std::string key = q_.key_of(pair.from);
    note(key, "", q_.statement.where, instant);
    note_family(key, q_.statement.where);
  }
}

void fact_finder::change_index(const sql::object_name& table, text::span where,
                               const action_cost& cost) {
  const std::string key = q_.key_of(table);
  note_cost(cost);
  note(key, "", where, cost);
  if (!is_mariadb())
    note_all(schema::referencing_tables(q_.before, key), "referencing table", where);
}

void fact_finder::operator()(const sql::create_index& s) {
  const subject on{q_.key_of(s.table),
                   schema::find_table(q_.before, q_.key_of(s.table), q_.which()),
                   schema::find_table(q_.after, q_.key_of(s.table), q_.which())};
  change_index(s.table, q_.statement.where, cost_of_index(on, s.sort, s.parts));
}

void fact_finder::operator()(const sql::drop_index& s) {
  if (s.table) change_index(*s.table, q_.statement.where, is_mariadb() ? no_copy : in_place);
}

void fact_finder::operator()(const sql::create_view& s) {
  const std::string key = q_.key_of(s.view);
  if (schema::find_entry(q_.before.views, key, q_.which()) != q_.before.views.end())
    note(key, "", q_.statement.where, instant);
}

void fact_finder::operator()(const sql::drop_view& s) {
  for (const sql::object_name& each : s.views) {
    const std::string key = q_.key_of(each);
    const bool held = schema::find_entry(q_.before.views, key, q_.which()) != q_.before.views.end();
    if (held || !s.if_exists) note(key, "", q_.statement.where, instant);
  }
}

void fact_finder::operator()(const sql::create_trigger& s) {
  note(q_.key_of(s.table), "", q_.statement.where, instant);
}

void fact_finder::operator()(const sql::drop_trigger& s) {
  const std::string key = schema::find_trigger(q_.before, s.trigger.object.text, "", q_.which());
  if (key.empty()) {
    if (!s.if_exists) depends("the table of trigger " + s.trigger.object.text + " is not known");
    return;
  }
  note(q_.before.triggers.at(key).table, "", q_.statement.where, instant);
}

void fact_finder::operator()(const sql::truncate_table& s) {
  for (const sql::object_name& each : s.tables)
    note(q_.key_of(each), "", q_.statement.where, instant);
}

void fact_finder::operator()(const sql::run_code&) {
  depends("what the program does is known only when it runs");
}

schema::statement_facts fact_finder::find() {
  std::visit(*this, q_.statement.what);
  // Everything but rows and temporary tables commits by itself.
  facts_.transactional = facts_.relations.empty() && !facts_.algorithm;
  return std::move(facts_);
}

schema::statement_facts find_facts(const schema::facts_question& question) {
  return fact_finder(question).find();
}

}  // namespace sluice::mysql
