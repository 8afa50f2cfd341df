#pragma once

#include "dialects/engine.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// The catalogue in memory: simulated from statements (fold) or read from a live target.
namespace sluice::schema {

/// What only statements tell and no catalogue does. Not part of what an object is: it takes no part
/// in comparisons or in dump().
struct aside {
  std::string text;
  friend bool operator==(const aside&, const aside&) { return true; }
};

/// What statements made besides, as titles: "type mood". Catalogues are read for some kinds alone,
/// those of comparable_object(). Takes no part in comparisons.
struct made_objects : std::set<std::string> {
  friend bool operator==(const made_objects&, const made_objects&) { return true; }
};

/// Whether catalogues tell of objects with that title: schemas, extensions, publications, event
/// triggers, collations.
[[nodiscard]] bool comparable_object(std::string_view title);

/// Who owns what: only catalogues tell. Takes no part in comparisons.
struct owners : std::map<std::string, std::string> {
  friend bool operator==(const owners&, const owners&) { return true; }
};

/// Who may do what, beside the owner: "app" -> "select", "update (name)"; with "*" behind what may
/// be passed on.
using privileges = std::map<std::string, std::set<std::string>>;

/// What a default may be from one row to the next.
enum class volatility {
  constant,  ///< one value for ever (PostgreSQL: immutable); also of a column without a default
  stable,    ///< one value within a statement: now()
  unknown,   ///< it calls what is not known
  changing   ///< another one for each row: random(), nextval()
};
[[nodiscard]] std::string_view volatility_name(volatility v);

/// PostgreSQL: where a script looks for names without a schema, as its SET search_path says; empty
/// for the default. What a session has set, no catalogue tells: it takes no part in comparisons.
struct search_path {
  std::string script;
  std::vector<std::string> schemas;
  bool local = false;  ///< SET LOCAL: `before` comes back at the end of the transaction
  std::vector<std::string> before;
  friend bool operator==(const search_path&, const search_path&) { return true; }
};

/// What views read: "users" and "users.name". A catalogue tells more than a statement does (of *),
/// and takes no part in comparisons.
struct view_needs : std::map<std::string, std::set<std::string>> {
  friend bool operator==(const view_needs&, const view_needs&) { return true; }
};

/// The columns of views as a statement made them, "id bigint"; "?" for a name that the server
/// gives, no type where none is known. Takes no part in comparisons: catalogues tell the whole
/// text.
struct view_columns : std::map<std::string, std::vector<std::string>> {
  friend bool operator==(const view_columns&, const view_columns&) { return true; }
};

/// The types of the arguments that routines of one name take; helps to find one of them.
struct signatures : std::map<std::string, std::set<std::string>> {
  friend bool operator==(const signatures&, const signatures&) { return true; }
};

struct domain {
  std::string type;
  bool nullable = true;
  bool has_default = false;
  std::map<std::string, bool> checks;  ///< by name; false for NOT VALID
  friend bool operator==(const domain&, const domain&) = default;
};

/// PostgreSQL, MariaDB. Numbers as text, in the range that the type gives when none is said.
struct sequence {
  std::string type = "bigint";
  std::string start = "1";
  std::string increment = "1";
  std::string minimum = "1";
  std::string maximum = "9223372036854775807";
  std::string cache = "1";
  bool cycle = false;
  friend bool operator==(const sequence&, const sequence&) = default;
};

struct column {
  std::string name;
  std::string type;  ///< lower case, as the statement or the catalogue writes it
  bool nullable = true;
  bool has_default = false;
  bool generated = false;        ///< GENERATED ALWAYS AS (expression)
  bool stored = false;           ///< of a generated column: kept in the row
  bool generates_value = false;  ///< identity, AUTO_INCREMENT, INTEGER PRIMARY KEY
  bool invisible = false;        ///< MySQL, MariaDB: SELECT * does not show it
  std::string identity;          ///< PostgreSQL: "always" or "by default"; empty when it is none
  /// Without its schema; empty for the one that the type has anyway (MySQL: the table).
  std::string collation;
  volatility default_volatility = volatility::constant;
  aside former;         ///< the name before it was renamed, so that "is it new?" survives a rename
  aside character_set;  ///< MySQL: CHARACTER SET and COLLATE as a statement wrote them
  aside default_text;   ///< the default as a statement wrote it; empty when not known
  std::string comment;
  /// An INSERT that leaves this column out is refused.
  [[nodiscard]] bool required() const {
    return !nullable && !has_default && !generated && !generates_value;
  }
  friend bool operator==(const column&, const column&) = default;
};

/// Names that only help to give others; no part of comparisons.
struct helpful_names {
  std::vector<std::string> names;
  friend bool operator==(const helpful_names&, const helpful_names&) { return true; }
};

struct index {
  std::string name;
  std::vector<std::string> columns;  ///< plain columns; an expression is an empty string
  bool unique = false;
  bool partial = false;
  bool valid = true;           ///< false: a CREATE INDEX CONCURRENTLY that did not finish
  bool visible = true;         ///< MySQL: false for INVISIBLE; MariaDB: for IGNORED
  bool nulls_distinct = true;  ///< PostgreSQL 15: false for NULLS NOT DISTINCT
  std::string method;          ///< "gin", "hash", "fulltext", "spatial"; empty for a tree
  /// Of each column what is not as usual: "desc", "(10)", "collate C", "nulls first",
  /// "jsonb_path_ops". Ends with the last that says something.
  std::vector<std::string> orders;
  std::vector<std::string> included;  ///< PostgreSQL: INCLUDE (a)
  std::string comment;
  aside made_for;       ///< MySQL: "foreign key" until an index that serves it is made
  helpful_names named;  ///< PostgreSQL: its columns as its name would tell them
  /// MySQL: the column leaves the index, which stays with the others.
  void forget(const std::string& column_name);
  friend bool operator==(const index&, const index&) = default;
};

struct constraint {
  std::string name;
  std::string kind;  ///< "primary key", "unique", "foreign key", "check", "exclude"
  std::vector<std::string> columns;
  bool valid = true;     ///< PostgreSQL: false for NOT VALID until it is validated
  bool enforced = true;  ///< MySQL, PostgreSQL 18: false for NOT ENFORCED
  // Of a foreign key.
  std::string references;  ///< the model's name of the table
  std::vector<std::string> referenced_columns;
  std::string on_delete;  ///< "no action", "restrict", "cascade", "set null", "set default"
  std::string on_update;
  std::string comment;
  aside condition;  ///< of a check: each engine writes it anew in its own way
  friend bool operator==(const constraint&, const constraint&) = default;
};

struct trigger {
  std::string name;
  std::string table;
  std::string body;      ///< the program; for PostgreSQL the text of the function it calls
  std::string function;  ///< PostgreSQL: the function's name
  bool enabled = true;
  std::string fires;  ///< PostgreSQL: "always", "replica"; empty for any session but a replica's
  std::string timing = "after";   ///< "before", "after", "instead of"
  std::set<std::string> events;   ///< "insert", "update", "delete", "truncate"
  std::set<std::string> columns;  ///< UPDATE OF a, b; empty for any
  bool each_row = true;
  bool conditional = false;  ///< WHEN (...)
  std::string deferrable;    ///< of a constraint trigger: "no", "immediate", "deferred"
  std::string comment;
  friend bool operator==(const trigger&, const trigger&) = default;
};

/// PostgreSQL: which rows of a table a role sees.
struct policy {
  std::string name;
  std::string command = "all";  ///< "all", "select", "insert", "update", "delete"
  bool permissive = true;
  std::set<std::string> roles;  ///< "public" for all
  bool has_using = false;
  bool has_check = false;
  std::string comment;
  friend bool operator==(const policy&, const policy&) = default;
};

struct table {
  std::string name;
  std::vector<column> columns;
  std::vector<std::string> primary_key;  ///< in key order
  std::map<std::string, index> indexes;
  std::map<std::string, constraint> constraints;
  bool columns_complete = true;  ///< false: made from a query or touched by an opaque action
  bool partitioned = false;
  std::string partition_of;  ///< PostgreSQL: the model's name of the parent; empty when none
  bool is_default_partition = false;
  std::string partition_key;    ///< "range (made, <expression>)"; MySQL: "range", "linear hash"
  std::string partition_bound;  ///< PostgreSQL: "from (1) to (10)", without quotes
  std::vector<std::string> partitions;  ///< MySQL: their names, in their order
  std::vector<std::string> inherits;    ///< PostgreSQL: parents of INHERITS, in their order
  bool row_security = false;            ///< PostgreSQL: policies count
  bool forced_row_security = false;     ///< also for the owner
  std::map<std::string, policy> policies;
  std::set<std::string> rules;       ///< PostgreSQL: CREATE RULE
  std::set<std::string> statistics;  ///< PostgreSQL: CREATE STATISTICS, by their model's names
  bool strict = false;               ///< SQLite: values have the type of their column
  bool without_rowid = false;        ///< SQLite: rows have no number of their own
  std::string comment;
  bool temporary = false;  ///< lives in the session alone; not part of dump()
  aside former;
  aside character_set;  ///< MySQL: what its columns get that say nothing else

  [[nodiscard]] const column* find(std::string_view column_name) const;
  [[nodiscard]] column* find(std::string_view column_name);
  /// MySQL: CHARACTER SET and COLLATE of a column, its own or the table's, as far as known.
  [[nodiscard]] const std::string& characters_of(const column& c) const {
    return c.character_set.text.empty() ? character_set.text : c.character_set.text;
  }
  friend bool operator==(const table&, const table&) = default;
};

/// Where to look for an index or constraint: every name that fold() has seen in the model, whatever
/// became of it, so that one that is not here is nowhere, without a look at every table. Takes no
/// part in comparisons.
class name_places {
 public:
  /// False: nobody has collected them, and only a look at the tables tells.
  [[nodiscard]] bool complete() const { return complete_; }
  [[nodiscard]] bool may_exist(std::string_view name) const;
  /// The key of the table that got the name last; it need not have it any more.
  [[nodiscard]] const std::string* last_place(std::string_view name) const;
  void add(std::string_view name, const std::string& table_key);
  void collect(const std::map<std::string, table>& tables);

  friend bool operator==(const name_places&, const name_places&) { return true; }

 private:
  struct slot {
    std::uint64_t name = 0;  ///< a hash of the name, whatever its case; 0 in a free slot
    std::uint32_t table = 0;
  };
  [[nodiscard]] std::size_t slot_of(std::uint64_t name) const;
  void grow();

  bool complete_ = false;
  /// Two names of one hash make a name that may exist and does not, no more.
  std::vector<slot> slots_;
  std::size_t used_ = 0;
  std::vector<std::string> tables_;
};

/// Which tables refer to a table, are partitions of it or inherit from it: every link that fold()
/// has seen in the model, whatever became of it. Takes no part in comparisons.
class table_links {
 public:
  /// False: nobody has collected them, and only a look at the tables tells.
  [[nodiscard]] bool complete() const { return complete_; }
  /// The keys of the tables that have or had a link to this one.
  [[nodiscard]] const std::set<std::string>& to(const std::string& table_key) const;
  void add(const std::string& to, const std::string& from);
  /// All that a table has.
  void add(const table& from);
  void collect(const std::map<std::string, table>& tables);

  friend bool operator==(const table_links&, const table_links&) { return true; }

 private:
  bool complete_ = false;
  std::unordered_map<std::string, std::set<std::string>> links_;
};

/// Names are keys: "users", or "billing.users" outside the default schema (public, main, or the
/// database connected to).
struct model {
  std::map<std::string, table> tables;
  std::map<std::string, std::string> views;        ///< name -> defining text
  std::map<std::string, std::string> routines;     ///< name -> body
  std::map<std::string, volatility> volatilities;  ///< PostgreSQL: what routines are declared as
  std::map<std::string, trigger> triggers;         ///< "table.trigger" -> trigger
  // Of PostgreSQL; sequences also of MariaDB.
  std::map<std::string, std::vector<std::string>> enums;  ///< with their labels, in their order
  std::map<std::string, domain> domains;
  std::map<std::string, sequence> sequences;    ///< but for those that a column owns
  std::map<std::string, privileges> grants;     ///< of "table users", "schema billing"
  schema::owners owners;                        ///< of what something is granted on
  std::map<std::string, std::string> comments;  ///< of "view v", "function f(integer)"
  view_needs needs;                             ///< view -> what it reads
  view_columns shapes;                          ///< view -> its columns
  signatures overloads;                         ///< of PostgreSQL's routines, by their name
  search_path path;
  made_objects objects;  ///< "type mood", "sequence billing.numbers"

  name_places places;  ///< of indexes and constraints
  table_links links;

  [[nodiscard]] const table* find(std::string_view table_name) const;
  friend bool operator==(const model&, const model&) = default;
};

/// Canonical text, one fact a line, sorted; equal models give equal text.
[[nodiscard]] std::string dump(const model& m);

/// SHA-256 of dump(), as 64 hexadecimal digits.
[[nodiscard]] std::string fingerprint(const model& m);

}  // namespace sluice::schema
