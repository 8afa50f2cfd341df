#pragma once

#include "dialects/schema/resolve.hpp"
#include "dialects/schema/scope.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The walk behind resolve_names(). A file each: queries, FROM, expressions, what is written.
namespace sluice::schema {

/// Which rule about aliases of output columns holds where a name stands.
enum class clause { condition, grouping, having, ordering };

class name_resolver {
 public:
  name_resolver(const sql::statement_tree& statement, const model& m, int depth);

  [[nodiscard]] name_resolution run();

 private:
  using cursor = sql::cursor;
  using node = sql::node;
  using kind = sql::kind;
  using index = std::uint32_t;

  struct common_table {
    std::string name;
    std::vector<std::string> renamed;
    std::vector<visible_column> columns;
  };

  // resolve_query.cpp
  void statement(cursor c);
  std::vector<visible_column> query(cursor c, const scope* outer, common_table* self = nullptr);
  std::vector<visible_column> query_of(const std::vector<cursor>& parts, const scope* outer,
                                       common_table* self);
  std::vector<visible_column> term(cursor c, const scope* outer, scope& inside);
  std::vector<visible_column> select(cursor core, const scope* outer, scope& s);
  std::vector<visible_column> values(cursor c, const scope* outer);
  /// What stands between `first` and the end of the node: the items of SELECT or RETURNING.
  std::vector<visible_column> items(cursor list, index first, scope& s);
  visible_column item(cursor expression, scope& s);
  [[nodiscard]] std::string call_name(cursor call) const;
  void add_star(const std::vector<visible_column>& from, std::vector<visible_column>& out);
  void name_output(scope& s, const visible_column& column, bool aliased);
  void order(cursor order_by, scope& s, bool of_union);
  std::size_t with(cursor c, const scope* outer);
  void common(cursor cte, bool recursive, const scope* outer);
  void rename(std::vector<visible_column>& columns, const std::vector<std::string>& names) const;

  // resolve_from.cpp
  joined from(cursor c, const scope* outer, bool read = true);
  joined primary(cursor c, const scope* outer, const scope& beside, bool read);
  range one_table(cursor c, const scope* outer, const scope& beside, bool read);
  void function(cursor c, range& out, const scope& beside);
  void apply_alias(cursor c, range& out);
  void check_hint(cursor c, const range& on);
  std::vector<visible_column> merge(const joined& left, const joined& right,
                                    const std::vector<std::string>& names);
  std::vector<std::string> shared_names(const joined& left, const joined& right);
  [[nodiscard]] std::vector<std::string> names_in_parens(index open) const;

  // resolve_relation.cpp
  range relation(const sql::object_name& name, bool read);
  range of_table(const std::string& key, const schema::table& t) const;
  range of_view(const std::string& key, const std::string& text);

  // resolve_expression.cpp
  void walk(cursor c, scope& s, clause where);
  void walk_child(cursor c, scope& s, clause where);
  /// The column that a path stands for; nothing when it is a call, a text or the like.
  std::optional<visible_column> path(cursor c, scope& s, clause where, bool bare);
  std::optional<visible_column> plain(index at, scope& s, clause where, bool bare);
  std::optional<visible_column> qualified(const std::vector<index>& names, const scope& s);
  const range* find_range(const std::string& name, const std::string& schema, const scope& s);
  std::optional<visible_column> at_level(const std::string& name, const scope& s);
  std::optional<visible_column> by_alias(const std::string& name, scope& s, clause where,
                                         bool bare);
  /// The path that is the whole expression.
  [[nodiscard]] std::optional<cursor> only_path(cursor expression) const;
  void refuse_row_number(const std::string& name) const;
  void read(const visible_column& column);
  void read_all(const range& r);

  // resolve_call.cpp
  void call(cursor c, scope& s, clause where);
  void arguments(cursor c, index open, const std::string& name, scope& s, clause where);
  void window(cursor c, scope& s, clause where);
  void unread(cursor c);

  // resolve_insert.cpp
  struct unique_key {
    std::string name;
    std::vector<std::string> columns;
    bool partial = false;
    bool exclusion = false;
    [[nodiscard]] std::string shown(const std::string& table_key) const;
  };
  std::vector<visible_column> insert(cursor c, const scope* outer);
  void insert_rows(cursor c, const range& target, const scope& source);
  void insert_set(cursor set, const range& target, const scope& source);
  std::vector<visible_column> insert_targets(cursor c, const range& target);
  [[nodiscard]] std::vector<visible_column> insert_all(const range& target) const;
  void note_keys(const range& target);
  [[nodiscard]] std::vector<unique_key> keys_of(const schema::table& t) const;
  void upsert(cursor part, cursor insert, const range& target, const scope* outer);
  void find_arbiter(cursor part, const range& target, const schema::table& t, const scope* outer);

  // resolve_write.cpp
  std::vector<visible_column> update(cursor c, const scope* outer);
  std::vector<visible_column> remove(cursor c, const scope* outer);
  std::vector<visible_column> merge_rows(cursor c, const scope* outer);
  std::vector<visible_column> returning(cursor c, scope& s);
  void assign(cursor set_list, const scope& columns, std::size_t targets, scope& values);
  void rest_of(cursor c, scope& s);
  range target_of(const sql::object_name& name);
  table_write& write_to(const std::string& key);
  void check_given(const std::string& key, const std::string& name, given_value value,
                   bool overriding) const;
  void write_column(const visible_column& column);
  [[nodiscard]] std::string path_name(cursor column_path) const;
  [[nodiscard]] given_value value_of(cursor expression) const;

  // Past the end there is nothing, and nothing is asked for.
  [[nodiscard]] std::string_view text(index at) const {
    return at < statement_.tokens.size() ? context_.text(at) : std::string_view();
  }
  [[nodiscard]] kind kind_of(index at) const {
    return at < statement_.tokens.size() ? context_.kind_of(at) : kind::end_of_input;
  }
  [[nodiscard]] std::string name_at(index at) const {
    return at < statement_.tokens.size() ? context_.to_name(at).text : std::string();
  }
  [[nodiscard]] bool same(std::string_view a, std::string_view b) const {
    return same_name(a, b, dialect_);
  }
  [[nodiscard]] bool word_is(index at, std::string_view word) const {
    return at < statement_.tokens.size() && sql::same_word(text(at), word);
  }
  [[nodiscard]] bool has_token(cursor c, kind k) const;
  /// The token behind the first of that kind that stands right inside the node.
  [[nodiscard]] index after(cursor c, kind k) const;

  /// Calls on_token(index) and on_child(cursor) for what stands in the node, in order.
  template <typename Token, typename Child>
  void each_part(cursor c, index first, Token on_token, Child on_child) const {
    index at = first;
    c.each([&](cursor child) {
      if (child.first() < at || child.first() == child.last()) return;
      while (at < child.first()) on_token(at++);
      on_child(child);
      at = child.last();
    });
    while (at < c.last()) on_token(at++);
  }

  const sql::statement_tree& statement_;
  const sql::lowering context_;
  const model& model_;
  const dialect dialect_;
  const int depth_;  ///< of views in views
  std::vector<common_table> commons_;
  std::vector<std::string> to_come_;  ///< names of WITH RECURSIVE that were not read yet
  /// Of ON DUPLICATE KEY UPDATE, where VALUES(a) is a column of it.
  const range* duplicate_target_ = nullptr;
  name_resolution result_;
};

}  // namespace sluice::schema
