#include "dialects/shadow_rules.hpp"

#include "dialects/schema/names.hpp"

#include <algorithm>
#include <array>

namespace sluice {
namespace {

template <std::size_t size>
bool one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The leading words of a statement, in upper case, up to the first token that is no word.
std::vector<std::string> leading_words(std::string_view sql, dialect d) {
  std::vector<std::string> words;
  for (const auto& token : sql::lex(sql, d)) {
    if (sql::is_trivia(token.what)) {
      continue;
    }
    if (!sql::is_word(token.what)) {
      break;
    }
    words.push_back(sql::upper_case(sql.substr(token.where.begin, token.where.size())));
  }
  return words;
}

/// What CREATE, ALTER or DROP is about. A DEFINER clause ends the leading words; what can follow it
/// is a view, routine, trigger or event, never a server object.
std::string subject_of(const std::vector<std::string>& words) {
  constexpr auto modifiers = std::to_array<std::string_view>(
      {"OR", "REPLACE", "UNIQUE", "TEMP", "TEMPORARY", "GLOBAL", "LOCAL", "UNLOGGED", "RECURSIVE",
       "MATERIALIZED", "ONLINE", "OFFLINE", "IGNORE", "FULLTEXT", "SPATIAL", "UNDO"});
  const auto found = std::find_if(words.begin() + 1, words.end(), [&](const std::string& word) {
    return !one_of(word, modifiers);
  });
  return found == words.end() ? std::string() : *found;
}

}  // namespace

std::string cannot_judge(const sql::script& script, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    return "the text holds a NUL byte, where some servers would stop reading";
  }
  if (script.statements.empty()) {
    return "the text holds no statement";
  }
  if (script.statements.size() > 1) {
    return "the text holds several statements; each needs a file or an entry of its own";
  }
  const auto& head = script.statements.front().head;
  const std::string first = head.substr(0, head.find(' '));
  constexpr auto ddl =
      std::to_array<std::string_view>({"CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE", "COMMENT",
                                       "GRANT", "REVOKE", "REINDEX", "REFRESH"});
  if (one_of(first, ddl)) {
    return "the statement changes the schema (" + head + ")";
  }
  constexpr auto settings = std::to_array<std::string_view>({"SET", "RESET", "USE", "PRAGMA"});
  if (one_of(first, settings)) {
    return "the statement is a session setting (" + head + ")";
  }
  constexpr auto late = std::to_array<std::string_view>(
      {"ANALYZE", "BINLOG",   "CACHE",    "CALL",       "CHANGE",   "CHECK",  "CHECKPOINT",
       "CLOSE",   "CLUSTER",  "COPY",     "DEALLOCATE", "DECLARE",  "DESC",   "DESCRIBE",
       "DISCARD", "DO",       "EXECUTE",  "EXPLAIN",    "FETCH",    "FLUSH",  "HANDLER",
       "HELP",    "IMPORT",   "INSTALL",  "KILL",       "LISTEN",   "LOAD",   "LOCK",
       "MOVE",    "NOTIFY",   "OPTIMIZE", "PREPARE",    "PURGE",    "REPAIR", "SECURITY",
       "SHOW",    "SHUTDOWN", "SIGNAL",   "UNINSTALL",  "UNLISTEN", "UNLOCK", "VACUUM",
       "XA"});
  if (one_of(first, late)) {
    return first + " is not resolved before it runs";
  }
  return {};
}

bool means_nothing_in_shadow(std::string_view sql, dialect d) {
  const auto words = leading_words(sql, d);
  constexpr auto nothing = std::to_array<std::string_view>(
      {"GRANT", "REVOKE", "BEGIN", "COMMIT", "ROLLBACK", "START", "END", "SAVEPOINT", "RELEASE"});
  return words.empty() || one_of(words.front(), nothing);
}

std::string leaves_shadow(std::string_view sql, dialect d) {
  const auto words = leading_words(sql, d);
  if (words.empty()) {
    return "the statement does not begin with a keyword";
  }
  const std::string& verb = words.front();
  constexpr auto definitions = std::to_array<std::string_view>({"CREATE", "ALTER", "DROP"});
  if (one_of(verb, definitions)) {
    constexpr auto outside = std::to_array<std::string_view>(
        {"DATABASE", "ROLE", "USER", "GROUP", "TABLESPACE", "SYSTEM", "SUBSCRIPTION", "SERVER",
         "LOGFILE", "INSTANCE", "RESOURCE", "EVENT"});
    const std::string subject = subject_of(words);
    if (one_of(subject, outside) || (d == dialect::mysql && subject == "SCHEMA")) {
      return verb + " " + subject + " acts outside of a shadow and is not run there";
    }
    return {};
  }
  if (verb == "SET") {
    constexpr auto global = std::to_array<std::string_view>(
        {"GLOBAL", "PERSIST", "PERSIST_ONLY", "PASSWORD", "ROLE", "DEFAULT"});
    if (words.size() > 1 && one_of(words[1], global)) {
      return "SET " + words[1] + " acts outside of a shadow and is not run there";
    }
    if (sql::upper_case(sql).find("@@GLOBAL") != std::string::npos ||
        sql::upper_case(sql).find("@@PERSIST") != std::string::npos) {
      return "a global setting acts outside of a shadow and is not run there";
    }
    return {};
  }
  constexpr auto contained = std::to_array<std::string_view>(
      {"INSERT",  "UPDATE",  "DELETE",  "REPLACE",  "MERGE",    "SELECT", "WITH",
       "VALUES",  "RENAME",  "COMMENT", "TRUNCATE", "RESET",    "PRAGMA", "ANALYZE",
       "REINDEX", "REFRESH", "CLUSTER", "VACUUM",   "OPTIMIZE", "LOCK",   "UNLOCK"});
  if (!one_of(verb, contained)) {
    return verb + " may act outside of a shadow and is not run there";
  }
  return {};
}

std::optional<std::vector<std::string>> insert_targets(const sql::insert& statement,
                                                       const std::vector<std::string>& columns,
                                                       dialect d) {
  std::vector<std::string> targets;
  if (statement.columns) {
    for (const auto& named : *statement.columns) {
      const auto known = std::find_if(columns.begin(), columns.end(), [&](const std::string& c) {
        return schema::same_name(c, named.text, d);
      });
      targets.push_back(known == columns.end() ? named.text : *known);
    }
    return targets;
  }
  if (statement.default_values) {
    return targets;
  }
  // SQLite and MySQL demand a value for every column; PostgreSQL fills as many as are given.
  const std::size_t given = d == dialect::postgres
                                ? statement.values_in_row.value_or(columns.size() + 1)
                                : columns.size();
  if (given > columns.size()) {
    return std::nullopt;
  }
  targets.assign(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(given));
  return targets;
}

}  // namespace sluice
