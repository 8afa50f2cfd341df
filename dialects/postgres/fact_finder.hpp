#pragma once

#include "dialects/postgres/facts.hpp"
#include "dialects/schema/names.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Inside of find_facts(): one finder answers for one statement.
namespace sluice::postgres {

using work = schema::row_work;

class fact_finder : schema::fact_collector {
 public:
  explicit fact_finder(const schema::facts_question& q) : fact_collector(q) {}

  [[nodiscard]] schema::statement_facts find();

  void operator()(const sql::opaque&);
  void operator()(const sql::create_table& s);
  void operator()(const sql::alter_table& s);
  void operator()(const sql::drop_table& s);
  void operator()(const sql::create_index& s);
  void operator()(const sql::drop_index& s);
  void operator()(const sql::create_view& s);
  void operator()(const sql::drop_view& s);
  void operator()(const sql::create_trigger& s);
  void operator()(const sql::drop_trigger& s);
  void operator()(const sql::object_command& s);
  void operator()(const sql::truncate_table& s);
  void operator()(const sql::run_code& s);
  void operator()(const sql::auxiliary& s);
  /// What takes no lock that readers, writers or other schema changes wait for.
  template <typename Statement>
  void operator()(const Statement&) {}

 private:
  /// The table of an ALTER: its key, what the model holds of it, and whether its children follow.
  struct subject {
    std::string key;
    const schema::table* before = nullptr;
    const schema::table* after = nullptr;
    std::vector<std::string> children;  ///< none with ONLY
  };

  void act(const subject& s, const sql::add_column& a, text::span where);
  void act(const subject& s, const sql::drop_column& a, text::span where);
  void act(const subject& s, const sql::rename_column& a, text::span where);
  void act(const subject& s, const sql::set_not_null& a, text::span where);
  void act(const subject& s, const sql::drop_not_null& a, text::span where);
  void act(const subject& s, const sql::set_default& a, text::span where);
  void act(const subject& s, const sql::drop_default& a, text::span where);
  void act(const subject& s, const sql::change_type& a, text::span where);
  void act(const subject& s, const sql::set_expression& a, text::span where);
  void act(const subject& s, const sql::enforce_constraint& a, text::span where);
  void act(const subject& s, const sql::add_constraint& a, text::span where);
  void act(const subject& s, const sql::drop_constraint& a, text::span where);
  void act(const subject& s, const sql::validate_constraint& a, text::span where);
  void act(const subject& s, const sql::attach_partition& a, text::span where);
  void act(const subject& s, const sql::detach_partition& a, text::span where);
  void act(const subject& s, const sql::change_parent& a, text::span where);
  void act(const subject& s, const sql::quiet_action& a, text::span where);
  void act(const subject& s, const sql::opaque_action& a, text::span where);
  /// The table's own definition changes, and that of its children is left alone.
  template <typename Action>
  void act(const subject& s, const Action&, text::span where) {
    note(s.key, "", schema::table_lock::access_exclusive, {}, where);
  }

  void note(const std::string& relation, std::string_view as, schema::table_lock lock,
            const work& what, text::span where);
  void note_all(const std::vector<std::string>& relations, std::string_view as,
                schema::table_lock lock, work what, text::span where);
  /// The same for a table and its children.
  void note_tree(const subject& s, schema::table_lock lock, work what, text::span where);
  void default_partition(const std::string& parent, work what, text::span where);
  void drop(const std::string& key, bool cascade);
  void maintain(const sql::maintain& m);
  void reindex(const sql::maintain& m);
  void lock_by_name(const sql::lock_tables::item& item);
  void domain_constraint(const sql::object_command& s);
  void note_foreign_keys(const subject& s, std::string_view column, bool referencing,
                         text::span where);
  void add_key(const subject& s, const sql::table_constraint& c, text::span where);
  void add_foreign_key(const subject& s, const sql::add_constraint& a, text::span where);
  [[nodiscard]] std::vector<std::string> views_lost() const;
};

}  // namespace sluice::postgres
