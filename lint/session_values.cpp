#include "lint/session_values.hpp"

#include "dialects/sql/token.hpp"

#include <vector>

namespace sluice::lint {

namespace {

/// What the statement's tokens say, in lower case and without quotes.
std::vector<std::string> words_of(std::string_view text, dialect d) {
  std::vector<std::string> words;
  for (const sql::token& t : sql::lex(text, d)) {
    if (sql::is_trivia(t.what)) continue;
    std::string word = sql::lower_case(text.substr(t.where.begin, t.where.size()));
    if (word.size() > 1 && (word.front() == '\'' || word.front() == '"'))
      word = word.substr(1, word.size() - 2);
    // @@session.lock_wait_timeout may be one token, or several.
    if (const auto at = word.find_last_of("@."); at != std::string::npos && at + 1 < word.size())
      word = word.substr(at + 1);
    words.push_back(std::move(word));
  }
  return words;
}

}  // namespace

std::optional<std::string> value_set(const statement_view& view,
                                     const sql::parsed_statement& statement,
                                     std::string_view name) {
  const auto* set = std::get_if<sql::session_setting>(&statement.what);
  if (set == nullptr || set->what.find(name) == std::string::npos) return std::nullopt;
  const auto words = words_of(view.step.file->slice(statement.where), view.d);
  bool named = false;
  for (const std::string& word : words) {
    if (named && word != "=" && word != ":=" && word != "to" && word != "(") return word;
    named |= word == name;
  }
  return std::nullopt;
}

std::optional<std::string> value_before(const statement_view& view, std::string_view name) {
  // A tool's own transaction keeps SQLite's foreign_keys as they are.
  const bool ignored = view.d == dialect::sqlite && name == "foreign_keys" && view.step.foreign &&
                       !view.step.no_transaction;
  std::optional<std::string> value;
  for (const statement_input& each : view.step.statements) {
    if (each.statement == view.input.statement || ignored) break;
    if (auto found = value_set(view, *each.statement, name)) value = std::move(found);
  }
  return value;
}

bool turned_off(const statement_view& view, std::string_view name) {
  const auto value = value_before(view, name);
  return value == "off" || value == "0" || value == "false" || value == "no";
}

bool turned_on(const statement_view& view, std::string_view name) {
  const auto value = value_before(view, name);
  return value == "on" || value == "1" || value == "true" || value == "yes";
}

}  // namespace sluice::lint
