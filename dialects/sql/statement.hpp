#pragma once

#include "dialects/text/span.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The statements that Sluice reasons about, as values. What stands in none of these is `opaque`.
/// Names are folded as the dialect does (PostgreSQL: unquoted to lower case; others: as written)
/// and unquoted; spans are bytes of the source.
namespace sluice::sql {

using text::span;

struct name {
  std::string text;
  span where;
  bool quoted = false;
};

struct object_name {
  std::optional<name> schema;  ///< schema (PostgreSQL), database (MySQL), attached name (SQLite)
  name object;
  span where;
};

struct foreign_key {
  object_name table;
  std::vector<name> columns;
};

struct column_definition {
  name column;
  std::string type;  ///< as written, white space folded, lower case; empty when none (SQLite)
  span type_where;
  bool not_null = false;
  bool primary_key = false;
  bool unique = false;
  bool generated = false;        ///< GENERATED ALWAYS AS (expression)
  bool generates_value = false;  ///< identity, serial, AUTO_INCREMENT: an INSERT may leave it out
  bool has_check = false;
  std::optional<span> default_value;  ///< the expression; DEFAULT NULL counts as absent
  std::optional<foreign_key> references;
  span where;
};

enum class constraint_kind { primary_key, unique, foreign_key, check, exclude };

struct table_constraint {
  constraint_kind kind{};
  std::optional<name> constraint;
  std::vector<name> columns;  ///< plain columns; expressions are left out
  std::vector<name> parts;    ///< of a key: as columns, and an empty name for an expression
  std::optional<foreign_key> references;
  std::optional<name> index;  ///< MySQL: FOREIGN KEY index (a)
  bool not_valid = false;
  span where;
};

struct index_definition {
  std::optional<name> index;
  std::vector<name> columns;
  std::vector<name> parts;  ///< as columns, and an empty name for an expression
  bool unique = false;
  span where;
};

struct create_table {
  object_name table;
  bool if_not_exists = false;
  bool temporary = false;
  std::vector<column_definition> columns;
  std::vector<table_constraint> constraints;
  std::vector<index_definition> indexes;  ///< MySQL: KEY (...) inside the table
  bool from_query = false;                ///< AS SELECT or LIKE: columns are not all known
};

struct add_column {
  column_definition column;
  bool if_not_exists = false;
};
struct drop_column {
  name column;
  bool if_exists = false;
  bool cascade = false;
};
struct rename_column {
  name from, to;
};
struct rename_to {
  object_name to;
};
struct set_not_null {
  name column;
};
struct drop_not_null {
  name column;
};
struct set_default {
  name column;
  span value;
};
struct drop_default {
  name column;
};
struct change_type {
  name column;
  std::string type;
  span type_where;
};
/// MySQL MODIFY and CHANGE: the whole definition is replaced; `from` is the old name.
struct redefine_column {
  name from;
  column_definition to;
};
struct add_constraint {
  table_constraint constraint;
  bool if_not_exists = false;
};
struct add_index {
  index_definition index;
  bool if_not_exists = false;
};
struct drop_constraint {
  name constraint;  ///< empty text for DROP PRIMARY KEY
  std::optional<constraint_kind> kind;
  bool if_exists = false;
};
struct drop_table_index {
  name index;
  bool if_exists = false;
};
struct rename_index {
  name from, to;
};
struct validate_constraint {
  name constraint;
};
/// MySQL: ALTER CHECK c [NOT] ENFORCED
struct enforce_constraint {
  name constraint;
  bool enforced = false;
};
/// MySQL: ALTER COLUMN c SET INVISIBLE, which SELECT * and an INSERT without a list notice.
struct set_visibility {
  name column;
  std::string words;
};
/// MySQL: CONVERT TO CHARACTER SET
struct convert_characters {
  span to;  ///< what follows the TO
};
/// How rows are kept: ENGINE=, COMMENT=, FORCE, ADD PARTITION. No reader or writer can tell.
struct storage_action {
  std::string words;
};
/// An action that takes rows away: DROP PARTITION, DISCARD TABLESPACE.
struct drop_rows {
  std::string words;
};
/// An action that no rule knows; its neighbours are still understood.
struct opaque_action {
  std::string words;  ///< leading keywords, "ENABLE ROW LEVEL SECURITY"
};

struct alter_action {
  std::variant<add_column, drop_column, rename_column, rename_to, set_not_null, drop_not_null,
               set_default, drop_default, change_type, redefine_column, add_constraint, add_index,
               drop_constraint, drop_table_index, rename_index, validate_constraint,
               enforce_constraint, set_visibility, convert_characters, storage_action, drop_rows,
               opaque_action>
      what;
  span where;
};

struct alter_table {
  object_name table;
  bool if_exists = false;
  std::vector<alter_action> actions;
};

struct drop_table {
  std::vector<object_name> tables;
  bool if_exists = false;
  bool cascade = false;
};

struct rename_table {  ///< MySQL: RENAME TABLE a TO b, c TO d
  struct pair {
    object_name from, to;
  };
  std::vector<pair> pairs;
};

struct create_index {
  std::optional<name> index;
  object_name table;
  bool unique = false;
  bool concurrently = false;
  bool if_not_exists = false;
  bool partial = false;
  std::vector<name> columns;
  std::vector<name> parts;  ///< as columns, and an empty name for an expression
};

struct drop_index {
  std::vector<object_name> indexes;
  std::optional<object_name> table;  ///< MySQL: DROP INDEX i ON t
  bool concurrently = false;
  bool if_exists = false;
};

struct create_view {
  object_name view;
  bool or_replace = false;
  bool if_not_exists = false;
  bool materialized = false;
  span query;
};
struct drop_view {
  std::vector<object_name> views;
  bool if_exists = false;
  bool materialized = false;
};

enum class routine_kind { function, procedure };

struct create_routine {
  routine_kind kind{};
  object_name routine;
  bool or_replace = false;
  std::string language;      ///< lower case; "sql" when not said
  std::optional<span> body;  ///< inside the quotes for PostgreSQL, BEGIN ... END for MySQL
};
struct drop_routine {
  routine_kind kind{};
  std::vector<object_name> routines;
  bool if_exists = false;
};

/// A column that a trigger body gives a value, found by NEW.c := / SET NEW.c = / UPDATE t SET c =.
struct create_trigger {
  object_name trigger;
  object_name table;
  bool or_replace = false;
  bool if_not_exists = false;
  bool before = false;
  bool on_insert = false, on_update = false, on_delete = false;
  std::optional<object_name> function;  ///< PostgreSQL: EXECUTE FUNCTION f()
  std::optional<span> body;             ///< SQLite, MySQL: the program
};
struct drop_trigger {
  object_name trigger;
  std::optional<object_name> table;  ///< PostgreSQL: ON t
  bool if_exists = false;
};

/// A table that a query names, with the alias that hides its name.
struct table_reference {
  object_name table;
  std::optional<name> alias;
};

/// Where a condition can be added to a query without changing its meaning otherwise.
struct condition_place {
  std::optional<span> where;    ///< the expression after WHERE, without the keyword
  std::uint32_t insert_at = 0;  ///< without WHERE: the byte at which " WHERE ..." goes
};

struct assignment {
  name column;
  span value;
};

/// Only set when the statement can be cut into key ranges; otherwise `reason` says why not.
struct update {
  table_reference target;
  std::vector<assignment> assignments;
  std::vector<table_reference> others;  ///< FROM (PostgreSQL, SQLite), joined tables (MySQL)
  std::optional<span> from;             ///< PostgreSQL, SQLite: the text after FROM
  condition_place condition;
  std::string not_splittable;  ///< empty, or why a key range cannot be added (LIMIT, join, ...)
};
struct delete_rows {
  table_reference target;
  std::vector<table_reference> others;
  condition_place condition;
  std::string not_splittable;
};
struct select_query {
  std::vector<table_reference> tables;  ///< of the outermost query; first is the driving table
  condition_place condition;
  bool star = false;           ///< * or t.* stands in the outermost list
  bool row_locking = false;    ///< FOR UPDATE / SHARE
  std::string not_splittable;  ///< GROUP BY, DISTINCT, UNION, LIMIT, ...
};
struct insert {
  object_name table;
  std::optional<std::vector<name>> columns;  ///< absent: positional
  std::optional<std::size_t> values_in_row;  ///< of VALUES' first row
  std::optional<select_query> query;         ///< INSERT ... SELECT
  bool default_values = false;
  bool upsert = false;   ///< ON CONFLICT, ON DUPLICATE KEY
  bool replace = false;  ///< REPLACE, INSERT OR REPLACE
};

enum class transaction_verb { begin, commit, rollback, savepoint, release };
struct transaction_control {
  transaction_verb verb{};
};

/// SET, PRAGMA, USE: session settings.
struct session_setting {
  std::string what;
};

struct opaque {};

using statement = std::variant<opaque, create_table, alter_table, drop_table, rename_table,
                               create_index, drop_index, create_view, drop_view, create_routine,
                               drop_routine, create_trigger, drop_trigger, insert, update,
                               delete_rows, select_query, transaction_control, session_setting>;

}  // namespace sluice::sql
