#pragma once

#include "dialects/sql/table_parts.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// The statements that Sluice reasons about, as values. What stands in none of these is `opaque`.
namespace sluice::sql {

/// MySQL: ALGORITHM = INPLACE, LOCK = NONE, in upper case; empty when not said.
struct online_method {
  std::string algorithm;
  std::string lock;
};

struct alter_table {
  object_name table;
  bool if_exists = false;
  bool only = false;  ///< PostgreSQL: without the children
  std::vector<alter_action> actions;
  online_method method;
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
  std::string sort;  ///< MySQL: as of an index definition
  bool unique = false;
  bool concurrently = false;
  bool if_not_exists = false;
  bool partial = false;
  std::vector<name> columns;
  std::vector<name> parts;     ///< as columns, and an empty name for an expression
  std::vector<name> included;  ///< PostgreSQL: INCLUDE (a)
  key_details details;
  bool only = false;  ///< PostgreSQL: ON ONLY t, without the partitions
  online_method method;
};

struct drop_index {
  std::vector<object_name> indexes;
  std::optional<object_name> table;  ///< MySQL: DROP INDEX i ON t
  bool concurrently = false;
  bool if_exists = false;
  online_method method;
};

struct create_view {
  object_name view;
  bool or_replace = false;
  bool if_not_exists = false;
  bool materialized = false;
  bool temporary = false;
  std::vector<name> columns;  ///< CREATE VIEW v (a, b); none: as the query calls them
  span query;
};
struct drop_view {
  std::vector<object_name> views;
  bool if_exists = false;
  bool materialized = false;
  bool cascade = false;
};

enum class routine_kind { function, procedure };

struct create_routine {
  routine_kind kind{};
  object_name routine;
  bool or_replace = false;
  std::string language;      ///< lower case; "sql" when not said
  std::string volatility;    ///< PostgreSQL: "immutable", "stable", "volatile"; empty when not said
  std::optional<span> body;  ///< inside the quotes for PostgreSQL, BEGIN ... END for MySQL
};
struct drop_routine {
  routine_kind kind{};
  std::vector<object_name> routines;
  bool if_exists = false;
  bool cascade = false;
};

/// A column that a trigger body gives a value, found by NEW.c := / SET NEW.c = / UPDATE t SET c =.
struct create_trigger {
  object_name trigger;
  object_name table;
  bool or_replace = false;
  bool if_not_exists = false;
  bool before = false;
  bool instead_of = false;
  bool on_insert = false, on_update = false, on_delete = false, on_truncate = false;
  std::vector<name> update_columns;     ///< UPDATE OF a, b
  bool each_row = false;                ///< FOR EACH ROW, which MySQL and SQLite always mean
  bool constraint = false;              ///< PostgreSQL: CREATE CONSTRAINT TRIGGER
  bool conditional = false;             ///< WHEN (...)
  bool deferrable = false;              ///< of a constraint trigger
  bool deferred = false;                ///< INITIALLY DEFERRED
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

/// What a part of a statement does to the rows of a table: a query of a WITH, an action of MERGE.
enum class row_verb { insert, update, remove };
struct row_change {
  row_verb verb{};
  object_name table;
  condition_place condition;  ///< none for an action of MERGE
};

/// MERGE with its actions; or a query whose WITH changes rows, with no changes of its own.
struct change_rows {
  std::vector<row_change> changes;
};

/// Two-phase is PREPARE TRANSACTION, COMMIT PREPARED, XA ...: not about this session's transaction
/// alone.
enum class transaction_verb { begin, commit, rollback, savepoint, release, two_phase };
struct transaction_control {
  transaction_verb verb{};
};

/// SET, PRAGMA, USE: session settings.
struct session_setting {
  std::string what;
};

struct column_reference {
  object_name table;
  name column;
};

enum class object_verb { create, alter, drop };

/// What an ALTER does to an object that has no statement of its own.
enum class object_alteration {
  none,         ///< of CREATE and DROP
  rename,       ///< RENAME TO, SET SCHEMA
  owner,        ///< OWNER TO
  add_value,    ///< ALTER TYPE ... ADD VALUE
  validate,     ///< VALIDATE CONSTRAINT
  bookkeeping,  ///< DEPENDS ON EXTENSION, OWNED BY and the like: nothing that statements notice
  other
};

/// CREATE, ALTER and DROP of what has no statement of its own: types, sequences, roles, policies.
struct object_command {
  object_verb verb{};
  std::string object_class;          ///< in lower case: "sequence", "text search dictionary"
  std::vector<object_name> objects;  ///< one but for DROP; none for what has no such name (a cast)
  std::optional<object_name> table;  ///< of a policy, a rule or a trigger
  bool or_replace = false;
  bool if_exists = false;  ///< DROP and ALTER ... IF EXISTS
  bool if_not_exists = false;
  bool cascade = false;
  object_alteration how = object_alteration::none;
  std::optional<object_name> to;  ///< the new name of a rename; of SET SCHEMA in the new schema
  std::optional<column_reference> owned_by;  ///< of a sequence: OWNED BY t.c
  std::vector<object_name> tables;           ///< of a publication or of statistics
  std::vector<span> elements;                ///< CREATE SCHEMA s CREATE TABLE ...: the statements
};

struct truncate_table {
  std::vector<object_name> tables;
  bool cascade = false;
};

/// GRANT, and what takes rights away: REVOKE, REASSIGN OWNED.
struct change_privileges {
  bool revoke = false;
  std::vector<object_name> tables;  ///< ON [TABLE] a, b; none of other objects, roles and *.*
};

/// CALL and DO: a program runs.
struct run_code {
  std::optional<object_name> routine;  ///< CALL
  std::string language;                ///< DO: in lower case
  std::optional<span> body;            ///< DO: the text inside the quotes
};

/// COPY ... FROM, LOAD DATA: rows from a file.
struct load_rows {
  object_name table;
};

/// PostgreSQL: COMMENT ON, SECURITY LABEL ON.
struct comment_on {
  bool label = false;
  std::string object_class;           ///< in lower case: "table", "column", "text search parser"
  std::optional<object_name> object;  ///< of a column its table; none for a cast, an operator ...
  std::optional<name> column;
  std::optional<object_name> table;  ///< of a constraint, policy, rule or trigger
  std::optional<span> text;          ///< the literal with its quotes; none for NULL
};

/// LOCK TABLE, LOCK TABLES.
struct lock_tables {
  struct item {
    object_name table;
    std::string mode;  ///< in upper case: "ACCESS EXCLUSIVE", "READ LOCAL", "WRITE"
  };
  std::vector<item> tables;
  bool nowait = false;
};

/// PostgreSQL: REFRESH MATERIALIZED VIEW.
struct refresh_view {
  object_name view;
  bool concurrently = false;
  bool with_data = true;
};

enum class maintenance { analyze, check, checksum, cluster, optimize, reindex, repair, vacuum };

/// ANALYZE, CLUSTER, REINDEX, VACUUM; MySQL: CHECK, CHECKSUM, OPTIMIZE and REPAIR TABLE.
struct maintain {
  maintenance verb{};
  std::string object_class;          ///< "table"; of REINDEX also "index", "schema", "database",
                                     ///< "system"; empty when it cannot be told (SQLite)
  std::vector<object_name> objects;  ///< none: everything
  std::optional<name> index;         ///< CLUSTER t USING i
  bool full = false;                 ///< VACUUM FULL
  bool analyze = false;              ///< VACUUM ANALYZE
  bool concurrently = false;         ///< REINDEX CONCURRENTLY
};

/// What changes neither schema nor rows: COMMENT, ANALYZE, VACUUM, SHOW, LISTEN, LOCK ...
struct auxiliary {
  std::string what;  ///< the leading word in lower case
  std::variant<std::monostate, comment_on, lock_tables, refresh_view, maintain> detail{};
};

struct opaque {};

using statement =
    std::variant<opaque, create_table, alter_table, drop_table, rename_table, create_index,
                 drop_index, create_view, drop_view, create_routine, drop_routine, create_trigger,
                 drop_trigger, insert, update, delete_rows, change_rows, select_query,
                 transaction_control, session_setting, object_command, truncate_table,
                 change_privileges, run_code, load_rows, auxiliary>;

}  // namespace sluice::sql
