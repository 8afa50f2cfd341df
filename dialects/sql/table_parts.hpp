#pragma once

#include "dialects/text/span.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// Names, columns, tables and the actions of ALTER TABLE, as statement.hpp's statements hold them.
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
  std::string on_delete;  ///< "cascade", "set null"; empty when not said
  std::string on_update;
};

/// What an index is besides its columns, as the statement says it.
struct key_details {
  std::string method;               ///< PostgreSQL: "gin"; empty for btree, and when not said
  std::vector<std::string> orders;  ///< of each part, as schema::index has them
  bool nulls_distinct = true;
  bool visible = true;
  std::optional<span> comment;  ///< MySQL: the literal with its quotes
};

enum class constraint_kind { primary_key, unique, foreign_key, check, exclude };

struct table_constraint {
  constraint_kind kind{};
  std::optional<name> constraint;
  std::vector<name> columns;  ///< plain columns; expressions are left out
  std::vector<name> parts;    ///< of a key: as columns, and an empty name for an expression
  std::optional<foreign_key> references;
  std::optional<name> index;        ///< MySQL: FOREIGN KEY index (a)
  std::optional<name> using_index;  ///< PostgreSQL
  std::vector<name> included;       ///< PostgreSQL: INCLUDE (a)
  key_details details;              ///< of a key
  std::optional<span> condition;    ///< of a CHECK
  bool not_valid = false;
  bool not_enforced = false;
  span where;
};

struct column_definition {
  name column;
  std::string type;  ///< as written, white space folded, lower case; empty when none (SQLite)
  span type_where;
  bool not_null = false;
  bool primary_key = false;
  bool unique = false;
  bool generated = false;        ///< GENERATED ALWAYS AS (expression)
  bool stored = false;           ///< of a generated one: kept in the row
  bool generates_value = false;  ///< identity, serial, AUTO_INCREMENT: an INSERT may leave it out
  bool has_check = false;
  bool invisible = false;             ///< MySQL
  std::string identity;               ///< PostgreSQL: "always" or "by default"
  std::string collation;              ///< without its schema; empty when not said
  std::optional<span> default_value;  ///< the expression; DEFAULT NULL counts as absent
  std::optional<span> comment;        ///< MySQL: the literal with its quotes
  std::optional<foreign_key> references;
  std::vector<table_constraint> constraints;  ///< its own, in the order in which they are written
  span where;
};

struct index_definition {
  std::string sort;  ///< MySQL: "fulltext", "spatial"; empty for an ordinary one
  std::optional<name> index;
  std::vector<name> columns;
  std::vector<name> parts;  ///< as columns, and an empty name for an expression
  bool unique = false;
  key_details details;
  span where;
};

/// PostgreSQL: PARTITION BY RANGE (a, lower(b)).
struct partition_scheme {
  std::string strategy;     ///< in lower case: "range", "list", "hash"
  std::vector<name> parts;  ///< as of an index: an empty name for an expression
};

struct create_table {
  object_name table;
  bool if_not_exists = false;
  bool temporary = false;
  std::vector<column_definition> columns;
  std::vector<table_constraint> constraints;
  std::vector<index_definition> indexes;  ///< MySQL: KEY (...) inside the table
  bool from_query = false;                ///< AS SELECT or LIKE: columns are not all known
  bool unlisted_columns = false;          ///< the same, but for those of parents
  bool strict = false;                    ///< SQLite
  bool without_rowid = false;             ///< SQLite
  // PostgreSQL; with a parent, the columns are not all known either.
  std::optional<object_name> partition_of;
  bool default_partition = false;
  std::optional<span> bound;  ///< what follows FOR VALUES
  std::optional<partition_scheme> partitioned;
  std::vector<object_name> inherits;
};

/// MySQL: where a column goes.
struct column_place {
  bool first = false;
  std::optional<name> after;
};

struct add_column {
  column_definition column;
  bool if_not_exists = false;
  column_place place;
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
struct rename_constraint {
  name from, to;
};
/// PostgreSQL: the table keeps its name and moves to another schema.
struct set_schema {
  name schema;
};
struct set_not_null {
  name column;
  bool unchecked = false;  ///< PostgreSQL 18: NOT VALID, which old rows need not satisfy
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
/// PostgreSQL: ADD GENERATED BY DEFAULT AS IDENTITY.
struct add_identity {
  name column;
};
/// PostgreSQL 17: SET EXPRESSION AS (a + 1) of a generated column.
struct set_expression {
  name column;
};
/// PostgreSQL: DROP IDENTITY, DROP EXPRESSION.
struct drop_generation {
  name column;
  bool if_exists = false;
};
struct change_type {
  name column;
  std::string type;
  span type_where;
  std::string collation;  ///< as of a column's definition
};
/// MySQL MODIFY and CHANGE: the whole definition is replaced; `from` is the old name.
struct redefine_column {
  name from;
  column_definition to;
  column_place place;
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
/// MySQL: ALTER CHECK c [NOT] ENFORCED, PostgreSQL 18: ALTER CONSTRAINT c [NOT] ENFORCED
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
/// PostgreSQL: ATTACH PARTITION p FOR VALUES ... | DEFAULT
struct attach_partition {
  object_name partition;
  bool default_partition = false;
  std::optional<span> bound;  ///< what follows FOR VALUES
};
/// PostgreSQL: DETACH PARTITION p [CONCURRENTLY | FINALIZE]
struct detach_partition {
  object_name partition;
  bool concurrently = false;
  bool finalize = false;
};
/// PostgreSQL: INHERIT parent, NO INHERIT parent
struct change_parent {
  object_name parent;
  bool removed = false;
};
/// MySQL: PARTITION BY RANGE or LIST, REORGANIZE PARTITION by which a value may be left without a
/// partition.
struct narrow_partitions {
  std::string words;
};
/// MariaDB: CONVERT PARTITION p TO TABLE t, CONVERT TABLE t TO PARTITION p
struct convert_partition {
  object_name other;  ///< the table that it becomes or was
  bool to_table = false;
};
/// MariaDB: ADD PERIOD FOR p (from, to), DROP PERIOD FOR p; not of SYSTEM_TIME
struct change_period {
  name period;
  std::vector<name> bounds;  ///< none when it is dropped
};
/// What no reader or writer can tell: SET (fillfactor = 70), ENGINE=, ADD PARTITION.
struct quiet_action {
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
  std::variant<add_column, drop_column, rename_column, rename_to, rename_constraint, set_schema,
               set_not_null, drop_not_null, set_default, drop_default, add_identity, set_expression,
               drop_generation, change_type, redefine_column, add_constraint, add_index,
               drop_constraint, drop_table_index, rename_index, validate_constraint,
               enforce_constraint, set_visibility, convert_characters, attach_partition,
               detach_partition, change_parent, narrow_partitions, convert_partition, change_period,
               drop_rows, quiet_action, opaque_action>
      what;
  span where;
};

}  // namespace sluice::sql
