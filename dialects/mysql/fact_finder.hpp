#pragma once

#include "dialects/mysql/facts.hpp"
#include "dialects/schema/names.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Inside of find_facts(): one finder answers for one statement.
namespace sluice::mysql {

class fact_finder : schema::fact_collector {
 public:
  explicit fact_finder(const schema::facts_question& q) : fact_collector(q) {}

  [[nodiscard]] schema::statement_facts find();

  void operator()(const sql::opaque&);
  void operator()(const sql::create_table& s);
  void operator()(const sql::alter_table& s);
  void operator()(const sql::drop_table& s);
  void operator()(const sql::rename_table& s);
  void operator()(const sql::create_index& s);
  void operator()(const sql::drop_index& s);
  void operator()(const sql::create_view& s);
  void operator()(const sql::drop_view& s);
  void operator()(const sql::create_trigger& s);
  void operator()(const sql::drop_trigger& s);
  void operator()(const sql::truncate_table& s);
  void operator()(const sql::run_code& s);
  /// What nobody has to wait for.
  template <typename Statement>
  void operator()(const Statement&) {}

 private:
  struct subject {
    std::string key;
    const schema::table* before = nullptr;
    const schema::table* after = nullptr;
  };

  action_cost act(const subject& s, const sql::add_column& a, text::span where);
  action_cost act(const subject& s, const sql::drop_column& a, text::span where);
  action_cost act(const subject& s, const sql::rename_column& a, text::span where);
  action_cost act(const subject& s, const sql::rename_to& a, text::span where);
  action_cost act(const subject& s, const sql::redefine_column& a, text::span where);
  action_cost act(const subject& s, const sql::add_constraint& a, text::span where);
  action_cost act(const subject& s, const sql::add_index& a, text::span where);
  action_cost act(const subject& s, const sql::drop_constraint& a, text::span where);
  action_cost act(const subject& s, const sql::drop_table_index& a, text::span where);
  action_cost act(const subject& s, const sql::rename_index& a, text::span where);
  action_cost act(const subject& s, const sql::enforce_constraint& a, text::span where);
  action_cost act(const subject& s, const sql::convert_characters& a, text::span where);
  action_cost act(const subject& s, const sql::narrow_partitions& a, text::span where);
  action_cost act(const subject& s, const sql::convert_partition& a, text::span where);
  action_cost act(const subject& s, const sql::change_period& a, text::span where);
  action_cost act(const subject& s, const sql::drop_rows& a, text::span where);
  action_cost act(const subject& s, const sql::quiet_action& a, text::span where);
  action_cost act(const subject& s, const sql::opaque_action& a, text::span where);
  /// The definition alone changes: a default, the visibility of a column.
  template <typename Action>
  action_cost act(const subject&, const Action&, text::span) {
    return instant;
  }

  /// `sort` and `parts` as of an index definition.
  [[nodiscard]] action_cost cost_of_index(const subject& s, std::string_view sort,
                                          const std::vector<sql::name>& parts) const;
  [[nodiscard]] action_cost cost_of_default(const sql::column_definition& c) const;
  /// Whether ALGORITHM=COPY lets others write while it runs.
  [[nodiscard]] bool copies_online(const subject& on, const sql::alter_table& s) const;
  void change_index(const sql::object_name& table, text::span where, const action_cost& cost);
  void note(const std::string& relation, std::string_view as, text::span where,
            const action_cost& cost);
  void note_all(const std::vector<std::string>& relations, std::string_view as, text::span where);
  void note_cost(const action_cost& cost);
  /// MySQL: foreign keys tie the definitions of both tables together.
  void note_family(const std::string& key, text::span where);

  [[nodiscard]] bool is_mariadb() const { return q_.server.kind == engine::mariadb; }
  /// MySQL before that version.
  [[nodiscard]] bool is_before(int major, int minor, int patch) const {
    return !is_mariadb() && q_.server < server_version{q_.server.kind, major, minor, patch};
  }
};

}  // namespace sluice::mysql
