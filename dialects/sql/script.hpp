#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/statement.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/text/source.hpp"

#include <string>
#include <vector>

namespace sluice::sql {

enum class understanding {
  understood,  ///< the grammar matched to the end
  opaque,      ///< lexically sound, but no rule knows it: its effects are unknown
  malformed    ///< unterminated token or unbalanced brackets: no server would take it
};

struct parsed_statement {
  span where;  ///< from the first to the last significant token, without the terminator
  span whole;  ///< with leading white space and comments, and the terminator; these tile the file
  std::vector<span> comments;  ///< the comments between the previous statement and `where`'s end
  understanding outcome = understanding::opaque;
  statement what;
  /// Every table or view that the statement names, at any depth and as often as it does. Not the
  /// names of its own WITH queries, and nothing that runs later: a routine's body, a rule's action.
  std::vector<object_name> relations;
  /// What data-modifying WITH queries do, beside what `what` says.
  std::vector<row_change> changes_within;
  std::string head;  ///< leading keywords in upper case: "CREATE TABLE", "ALTER TABLE", "UPDATE"
  std::string note;  ///< why it is not understood: "expected ')' or ',', found a name"
  span note_where;   ///< what the note is about
};

struct script {
  std::vector<parsed_statement> statements;
  std::vector<span> trailing_comments;  ///< after the last statement
};

/// Splits and parses a file. Never throws for what the file holds.
/// psql meta-commands and MySQL DELIMITER are understood by the splitter: a meta-command becomes a
/// malformed statement that says so; DELIMITER lines belong to no statement.
[[nodiscard]] script parse(const text::source& file, dialect d);

/// True when the server refuses the statement inside a transaction block (CREATE INDEX
/// CONCURRENTLY, VACUUM, CREATE DATABASE, ALTER SYSTEM, SQLite VACUUM and PRAGMA
/// foreign_keys/journal_mode ...).
[[nodiscard]] bool forbids_transaction(const parsed_statement& statement, const text::source& file,
                                       dialect d);

/// The columns of the trigger's own row (or table) that a trigger or function body gives a value:
/// `NEW.c := e` (PL/pgSQL), `SET NEW.c = e` (MySQL), `UPDATE <table> SET c = e` (SQLite).
/// Names are folded as the dialect does; sorted, unique. `table` is needed for SQLite only.
[[nodiscard]] std::vector<std::string> assigned_columns(std::string_view body, dialect d,
                                                        std::string_view table);

/// Every word and quoted name of the text, folded; for conservative "does it mention" questions.
[[nodiscard]] std::vector<std::string> names_mentioned(std::string_view sql, dialect d);
/// The same when its tokens are at hand.
[[nodiscard]] std::vector<std::string> names_mentioned(std::string_view sql,
                                                       const token_stream& tokens, dialect d);

}  // namespace sluice::sql
