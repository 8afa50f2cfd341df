#include "dialects/sqlite/facts.hpp"

#include "dialects/schema/names.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace sluice::sqlite {
namespace {

using work = schema::row_work;

class fact_finder : schema::fact_collector {
 public:
  explicit fact_finder(const schema::facts_question& q) : fact_collector(q) {}

  schema::statement_facts find() {
    std::visit(*this, q_.statement.what);
    facts_.transactional = !sql::forbids_transaction(q_.statement, q_.file, q_.which());
    return std::move(facts_);
  }

  void operator()(const sql::opaque&) { depends("the statement is not understood"); }

  void operator()(const sql::create_index& s) {
    const std::string key = q_.key_of(s.table);
    const bool is_there =
        s.if_not_exists && s.index &&
        schema::find_index_table(q_.before, s.index->text, "", q_.which()) != nullptr;
    if (!is_there) note(key, "", {.scans = true, .builds_index = true}, q_.statement.where);
  }

  void operator()(const sql::alter_table& s) {
    const std::string key = q_.key_of(s.table);
    const schema::table* held = schema::find_table(q_.before, key, q_.which());
    for (const sql::alter_action& each : s.actions) {
      if (const auto* added = std::get_if<sql::add_column>(&each.what))
        add(key, added->column, each.where);
      else if (const auto* dropped = std::get_if<sql::drop_column>(&each.what))
        drop(key, held, dropped->column.text, each.where);
      else if (q_.server >= alters_constraints &&
               (std::holds_alternative<sql::set_not_null>(each.what) ||
                std::holds_alternative<sql::add_constraint>(each.what)))
        note(key, "", {.scans = true}, each.where);
      else if (std::holds_alternative<sql::opaque_action>(each.what))
        depends("the action is not understood");
    }
  }

  void operator()(const sql::auxiliary& s) {
    const auto* m = std::get_if<sql::maintain>(&s.detail);
    if (m == nullptr) return;
    if (m->verb == sql::maintenance::vacuum) {
      for (const auto& entry : q_.before.tables)
        note(entry.first, "", {.rewrites = true}, q_.statement.where);
    } else if (m->verb == sql::maintenance::reindex) {
      reindex(*m);
    }
  }

  template <typename Statement>
  void operator()(const Statement&) {}

 private:
  void add(const std::string& key, const sql::column_definition& c, text::span where) {
    if (c.has_check || (c.generated && c.not_null)) note(key, "", {.scans = true}, where);
  }

  void drop(const std::string& key, const schema::table* held, const std::string& column,
            text::span where) {
    const schema::column* c =
        held == nullptr ? nullptr : schema::find_column(*held, column, q_.which());
    const bool is_virtual = c != nullptr && c->generated && !c->stored;
    if (!is_virtual) note(key, "", {.rewrites = true}, where);
  }

  void reindex(const sql::maintain& m) {
    for (const auto& [name, t] : q_.before.tables) {
      const schema::table& held = t;
      const bool named = std::any_of(m.objects.begin(), m.objects.end(), [&](const auto& each) {
        return schema::same_name(each.object.text, held.name, q_.which()) ||
               schema::find_entry(held.indexes, each.object.text, q_.which()) != held.indexes.end();
      });
      if ((named || m.objects.empty()) && !held.indexes.empty())
        note(name, "", {.scans = true, .builds_index = true}, q_.statement.where);
    }
  }
};

}  // namespace

schema::statement_facts find_facts(const schema::facts_question& question) {
  return fact_finder(question).find();
}

}  // namespace sluice::sqlite
