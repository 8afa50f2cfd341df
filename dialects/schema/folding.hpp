#pragma once

#include "dialects/schema/effect.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/schema/relatives.hpp"
#include "dialects/sql/program.hpp"
#include "dialects/sql/token.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Inside of fold(): one folder works on one statement.
namespace sluice::schema {

class words;
struct name_resolution;

class folder {
 public:
  folder(model& m, const sql::parsed_statement& statement, const text::source& file, dialect d)
      : model_(m), statement_(statement), file_(file), dialect_(d) {}

  void change(const std::vector<sql::row_change>& changes);

  [[nodiscard]] std::vector<effect> take() { return std::move(effects_); }

  void operator()(const sql::opaque&);
  void operator()(const sql::create_table& s);
  void operator()(const sql::alter_table& s);
  void operator()(const sql::drop_table& s);
  void operator()(const sql::rename_table& s);
  void operator()(const sql::create_index& s);
  void operator()(const sql::drop_index& s);
  void operator()(const sql::create_view& s);
  void operator()(const sql::drop_view& s);
  void operator()(const sql::create_routine& s);
  void operator()(const sql::drop_routine& s);
  void operator()(const sql::create_trigger& s);
  void operator()(const sql::drop_trigger& s);
  void operator()(const sql::insert& s);
  void operator()(const sql::update& s);
  void operator()(const sql::delete_rows& s);
  void operator()(const sql::change_rows& s);
  void operator()(const sql::select_query&);
  void operator()(const sql::transaction_control& s);
  void operator()(const sql::session_setting& s);
  void operator()(const sql::object_command& s);
  void operator()(const sql::truncate_table& s);
  void operator()(const sql::change_privileges& s);
  void operator()(const sql::run_code& s);
  void operator()(const sql::load_rows& s);
  void operator()(const sql::auxiliary& s);

 private:
  /// The table an ALTER works on: its key, and the table itself when the model holds it.
  struct subject {
    std::string key;
    table* held = nullptr;
  };

  void act(subject& s, const sql::add_column& a, text::span where);
  void act(subject& s, const sql::drop_column& a, text::span where);
  void act(subject& s, const sql::rename_column& a, text::span where);
  void act(subject& s, const sql::rename_to& a, text::span where);
  void act(subject& s, const sql::rename_constraint& a, text::span where);
  void act(subject& s, const sql::set_schema& a, text::span where);
  void act(subject& s, const sql::set_not_null& a, text::span where);
  void act(subject& s, const sql::drop_not_null& a, text::span where);
  void act(subject& s, const sql::set_default& a, text::span where);
  void act(subject& s, const sql::drop_default& a, text::span where);
  void act(subject& s, const sql::add_identity& a, text::span where);
  void act(subject& s, const sql::set_expression& a, text::span where);
  void act(subject& s, const sql::drop_generation& a, text::span where);
  void act(subject& s, const sql::change_type& a, text::span where);
  void act(subject& s, const sql::redefine_column& a, text::span where);
  void act(subject& s, const sql::add_constraint& a, text::span where);
  void act(subject& s, const sql::add_index& a, text::span where);
  void act(subject& s, const sql::drop_constraint& a, text::span where);
  void act(subject& s, const sql::drop_table_index& a, text::span where);
  void act(subject& s, const sql::rename_index& a, text::span where);
  void act(subject& s, const sql::validate_constraint& a, text::span where);
  void act(subject& s, const sql::quiet_action& a, text::span where);
  void act(subject& s, const sql::enforce_constraint& a, text::span where);
  void act(subject& s, const sql::set_visibility& a, text::span where);
  void act(subject& s, const sql::convert_characters& a, text::span where);
  void act(subject& s, const sql::narrow_partitions& a, text::span where);
  void act(subject& s, const sql::convert_partition& a, text::span where);
  void act(subject& s, const sql::change_period& a, text::span where);
  void act(subject& s, const sql::drop_rows& a, text::span where);
  void act(subject& s, const sql::attach_partition& a, text::span where);
  void act(subject& s, const sql::detach_partition& a, text::span where);
  void act(subject& s, const sql::change_parent& a, text::span where);
  void act(subject& s, const sql::opaque_action& a, text::span where);

  void create_object(const sql::object_command& s);
  void alter_object(const sql::object_command& s, const sql::object_name& object);
  void drop_object(const sql::object_command& s, const sql::object_name& object);
  void drop_schema(const std::string& name, text::span where);
  void rename_index(const sql::object_command& s, const sql::object_name& object);
  void rename_known(const sql::object_command& s, const std::string& from, const std::string& to);
  void run_program(const sql::program& p, const text::source& file, bool elsewhere);
  [[nodiscard]] std::string title(const sql::object_command& s,
                                  const sql::object_name* object) const;

  effect& report(effect_kind kind, std::string table_key, std::string object, text::span where);
  /// Nothing happens, because of IF EXISTS or IF NOT EXISTS.
  void skip(effect_kind kind, std::string table_key, std::string object, text::span where);

  /// The model's key of what a name finds, and of what is created under it.
  [[nodiscard]] std::string key_of(const sql::object_name& name) const;
  [[nodiscard]] std::string new_key(const sql::object_name& name) const;
  [[nodiscard]] std::string in_schema(const std::string& schema_name,
                                      const sql::object_name& name) const;
  [[nodiscard]] const std::vector<std::string>& path() const;
  void set_path(const sql::session_setting& s);
  void end_local_path(sql::transaction_verb verb);
  [[nodiscard]] subject find(const sql::object_name& name);
  [[nodiscard]] subject find_key(const std::string& key);
  /// The table that holds an index of that name, in the schema that the name finds.
  [[nodiscard]] table* holder_of(const sql::object_name& index_name, const std::string& on);
  /// The column as the model holds it, with its default's text.
  [[nodiscard]] column made(const sql::column_definition& definition) const;
  [[nodiscard]] std::string default_text(text::span where) const;
  [[nodiscard]] std::string comparable(std::string_view text,
                                       const sql::token_stream& tokens) const;
  [[nodiscard]] std::string character_set(text::span where) const;
  [[nodiscard]] std::string plain_column(const subject& s, text::span where) const;
  /// Columns as the model spells them and, for PostgreSQL, expressions as it calls them.
  [[nodiscard]] std::vector<std::string> part_names(const subject& s,
                                                    const std::vector<sql::name>& parts) const;
  /// The column's name as the model spells it, or as the statement does.
  [[nodiscard]] std::string spelling(const subject& s, const sql::name& column) const;
  [[nodiscard]] std::vector<std::string> spellings(const subject& s,
                                                   const std::vector<sql::name>& columns) const;
  void require(subject& s, const std::string& column, text::span where);
  void rename(subject& s, const std::string& from, const std::string& to, text::span where);
  void note_partitioning(subject& s, const std::string& action, text::span where);
  void read_table_options(table& t, const sql::create_table& s) const;
  void read_table_comment(table& t, const words& w) const;
  void set_characters(table& t, const std::string& characters) const;
  void read_quiet_words(subject& s, text::span where) const;
  void read_partitions(table& t, const words& w) const;
  void change_partitions(table& t, const words& w) const;
  void partition(table& t, const sql::create_table& s);
  void name_partition_key(subject& on, const sql::partition_scheme& scheme);
  void respell(subject& s, const std::string& from, const std::string& to);
  void rename_object(const std::string& from, const std::string& to, text::span where);
  void drop_dependent_views(const std::string& table_key, const std::string& column,
                            text::span where);
  void inherit_columns(table& t, const std::vector<std::string>& parents);
  void inherit_keys(table& t, const table& parent);
  void inherit(subject& on, const sql::create_table& s);
  void inherit_constraints(subject& on);
  void pass_on(const std::string& key, const sql::alter_action& action, std::size_t first);
  template <typename Action>
  void pass_on_to(subject& s, const Action& a, text::span where, bool partition,
                  const std::string& made);
  void index_partitions(const std::string& key, const index& made);
  void drop_partition_indexes(const std::string& key, const index& gone);
  void drop_children(const std::string& key, bool cascade, text::span where);
  /// With its triggers and what is said about it.
  void erase_table(const std::string& table_key);
  void hold(const sql::object_command& s, const std::string& key);
  void alter_held(const sql::object_command& s, const std::string& key);
  void alter_domain(const sql::object_command& s, const std::string& key);
  void hold_sequence(const sql::object_command& s, const std::string& key);
  [[nodiscard]] bool only_grows() const;
  void alter_sequence(const sql::object_command& s, const std::string& key);
  bool change_policy(const sql::object_command& s, const sql::object_name& object);
  bool secure_rows(subject& s, const std::string& action, text::span where);
  bool switch_triggers(subject& s, const std::string& action, text::span where);
  bool change_identity(subject& s, const std::string& action, text::span where);
  bool follow_words(subject& s, const std::string& action, text::span where);
  /// What a statement says of an index besides its columns.
  void describe(const subject& s, index& i, const sql::key_details& details,
                const std::vector<sql::name>& included) const;
  void place(table& t, const std::string& column, const sql::column_place& where);
  [[nodiscard]] std::string routine_title(const sql::object_name& name) const;
  [[nodiscard]] std::string relation_title(const std::string& key) const;
  [[nodiscard]] std::vector<std::string> granted_titles(std::size_t at) const;
  void add_titles_in(const std::string& schema_name, std::string_view objects, bool tables,
                     std::vector<std::string>& titles) const;
  void comment_on_part(const sql::comment_on& c, const std::string& text);
  void forget_title(const std::string& title);
  void forget_schema(const std::string& name);
  void move_title(const std::string& from, const std::string& to);
  [[nodiscard]] std::string comment(const std::optional<text::span>& literal) const;
  void rename_type(const std::string& from, const std::string& to);
  void drop_type(const std::string& key, bool cascade, text::span where);
  template <typename F>
  void for_each_column_of(const std::string& type, F f) {
    for (auto& [key, t] : model_.tables) {
      for (column& c : t.columns) {
        if (c.type == type || c.type == type + "[]") f(c);
      }
    }
  }
  void rename_in_schema(const std::string& from, const std::string& to);
  void note_view(const std::string& view, const sql::create_view& s);
  /// `query` is null when its names cannot be told.
  void note_needs(const std::string& view, const name_resolution* query);
  void rename_need(const std::string& from, const std::string& to);
  [[nodiscard]] bool view_reads(const std::string& view, const std::string& text,
                                const std::string& table_key, const std::string& column) const;
  [[nodiscard]] std::optional<std::string> signature_behind(const sql::object_name& name) const;
  [[nodiscard]] std::string routine_key(const std::string& name,
                                        const std::optional<std::string>& signature) const;
  [[nodiscard]] std::string body_of(const std::string& function) const;
  void add_routine(const std::string& name, const std::optional<std::string>& signature,
                   const std::string& body);
  void remove_routine(const std::string& key, const std::string& name,
                      const std::optional<std::string>& signature);
  void drop_callers(const std::string& function, text::span where);
  void drop_references(const std::string& table_key, const std::string& column, text::span where);
  /// Calls f(constraint&) for each foreign key that refers to the table.
  template <typename F>
  void each_reference(const std::string& table_key, F f) {
    for (const std::string& key : linked_to(model_, table_key)) {
      for (auto& [name, c] : model_.tables.at(key).constraints) {
        if (c.references == table_key) f(c);
      }
    }
  }
  void refer(constraint& made, const sql::foreign_key& key);
  void add(subject& s, const sql::table_constraint& c, text::span where, bool announce);
  void add_inline(subject& s, const sql::column_definition& c, bool announce);
  void add_in_order(subject& on, const sql::create_table& s);
  /// PostgreSQL: UNIQUE and PRIMARY KEY of one statement, the primary key first and none twice.
  /// Each at its own place when no other one is given.
  void add_keys(subject& s, std::vector<const sql::table_constraint*> keys,
                const std::optional<text::span>& where, bool announce);
  /// PostgreSQL: USING INDEX
  void use_index(subject& s, const sql::table_constraint& c, text::span where, bool announce);
  /// `named` are the parts as a name of the index tells them.
  void add(subject& s, index i, const std::vector<std::string>& named, text::span where,
           bool announce);
  /// MySQL: a foreign key has an index, made for it when there is none.
  void index_foreign_key(table& t, const sql::table_constraint& c, const constraint& made);
  [[nodiscard]] bool bounded(const std::string& table_key, const sql::condition_place& c) const;

  model& model_;
  const sql::parsed_statement& statement_;
  const text::source& file_;
  dialect dialect_;
  int depth_ = 0;  ///< of calls
  std::vector<effect> effects_;
};

/// The entry, if there is one, gets another key.
template <typename Map>
void move_key(Map& entries, const std::string& from, const std::string& to) {
  auto held = entries.extract(from);
  if (held.empty()) return;
  held.key() = to;
  entries.insert(std::move(held));
}

/// The column as the model holds it.
[[nodiscard]] column make_column(const sql::column_definition& definition, dialect d);

/// Names that the engine gives when the statement gives none.
/// `about` names the columns, and for PostgreSQL expressions by expression_name().
[[nodiscard]] std::string default_constraint_name(const model& m, const table& t,
                                                  const sql::table_constraint& c,
                                                  const std::vector<std::string>& about, dialect d);
[[nodiscard]] std::string default_index_name(const model& m, const table& t,
                                             const std::vector<std::string>& parts, dialect d);
/// PostgreSQL: first_label, of which `first` is cut when the whole is too long for a name.
[[nodiscard]] std::string cut_name(const std::string& first, const std::string& label);
/// What PostgreSQL calls an expression in the name of an index.
[[nodiscard]] std::string expression_name(std::string_view expression);

[[nodiscard]] std::string_view constraint_kind_name(sql::constraint_kind kind);

/// The spelling of the engine's catalogue: "character varying(20)", "integer". SQLite keeps the
/// text.
[[nodiscard]] std::string canonical_type(std::string_view type, dialect d);

/// A type in canonical form, taken apart: "decimal(10,2) unsigned" is decimal, 10, 2 and unsigned;
/// a time's precision is its length, wherever it stands; an enum's labels are the rest.
struct type_parts {
  std::string base;
  std::optional<int> length;
  std::optional<int> scale;
  std::string rest;
};
/// At both ends.
void trim_blanks(std::string& s);
[[nodiscard]] type_parts take_type_apart(std::string_view type, dialect d);

/// Types compared as the engine compares them: "int(11)" is "int", "integer" is "int"; SQLite's are
/// told apart by their affinity alone.
[[nodiscard]] std::string plain_type(std::string_view type, dialect d);

/// What follows FOR VALUES, comparable: "from (2024-01-01) to (2025-01-01)".
[[nodiscard]] std::string partition_bound(std::string_view text, dialect d);

/// True when every value of `from` is a value of `to` and reads the same: varchar(10) to
/// varchar(20), int to bigint. False whenever that is not certain.
[[nodiscard]] bool type_widens(std::string_view from, std::string_view to, dialect d);

}  // namespace sluice::schema
