#include "dialects/sql/head.hpp"

#include <algorithm>
#include <array>

namespace sluice::sql {

namespace {

template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::any_of(list.begin(), list.end(),
                     [word](std::string_view each) { return same_word(word, each); });
}

/// Between CREATE and what is created.
constexpr std::array<std::string_view, 15> modifiers = {
    "OR",       "REPLACE", "TEMP",      "TEMPORARY", "GLOBAL",  "LOCAL",   "UNLOGGED",  "UNIQUE",
    "FULLTEXT", "SPATIAL", "RECURSIVE", "ONLINE",    "OFFLINE", "TRUSTED", "PROCEDURAL"};

/// CREATE CONSTRAINT TRIGGER, CREATE AGGREGATE FUNCTION.
bool is_modifier(std::string_view word, std::string_view next) {
  const auto both = [&](std::string_view first, std::string_view second) {
    return same_word(word, first) && same_word(next, second);
  };
  return among(word, modifiers) || both("CONSTRAINT", "TRIGGER") || both("AGGREGATE", "FUNCTION") ||
         both("IGNORE", "TABLE");
}

/// Objects whose name is two words or more.
constexpr std::array<std::string_view, 9> first_of_two = {
    "MATERIALIZED", "FOREIGN", "EVENT", "VIRTUAL", "TEXT", "ACCESS", "DEFAULT", "OPERATOR", "USER"};
constexpr std::array<std::string_view, 15> second_of_two = {
    "VIEW",    "TABLE", "TRIGGER", "SEARCH",        "METHOD",     "PRIVILEGES", "CLASS",   "FAMILY",
    "MAPPING", "DATA",  "WRAPPER", "CONFIGURATION", "DICTIONARY", "PARSER",     "TEMPLATE"};

/// Statements whose second word belongs to their name.
constexpr std::array<std::string_view, 7> verbs_of_two = {"COMMENT", "RENAME",   "REFRESH", "START",
                                                          "LOCK",    "REASSIGN", "SECURITY"};

/// Empty where no word stands.
std::string_view word_of(const std::vector<token>& tokens, std::string_view bytes, std::size_t i) {
  if (i >= tokens.size() || !is_word(tokens[i].what)) return {};
  return bytes.substr(tokens[i].where.begin, tokens[i].where.size());
}

}  // namespace

std::size_t skip_modifiers(const std::vector<token>& tokens, std::string_view bytes,
                           std::size_t at) {
  // DEFINER = user, ALGORITHM = x, SQL SECURITY x
  while (at < tokens.size()) {
    const std::string_view word = word_of(tokens, bytes, at);
    const std::string_view next = word_of(tokens, bytes, at + 1);
    // CREATE OPERATOR = (...)
    const bool option = at + 1 < tokens.size() && tokens[at + 1].what == kind::equals &&
                        !same_word(word, "OPERATOR");
    if (option) {
      at += 3;
      if (at < tokens.size() && tokens[at].what == kind::variable) ++at;
    } else if (same_word(word, "SQL") && same_word(next, "SECURITY")) {
      at += 3;
    } else if (is_modifier(word, next)) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

std::string statement_head(const std::vector<token>& tokens, std::string_view bytes) {
  const auto word_at = [&](std::size_t i) { return word_of(tokens, bytes, i); };
  const std::string_view first = word_at(0);
  std::string head = upper_case(first);
  if (head.empty()) return head;
  const auto add = [&head](std::string_view word) {
    head += ' ';
    head += upper_case(word);
  };
  std::size_t at = 1;
  if (head == "CREATE" || head == "DROP" || head == "ALTER") {
    at = skip_modifiers(tokens, bytes, at);
    if (word_at(at).empty()) return head;
    add(word_at(at));
    while (among(word_at(at), first_of_two) && among(word_at(at + 1), second_of_two)) {
      add(word_at(++at));
    }
    return head;
  }
  if (among(first, verbs_of_two)) {
    const std::string_view second = word_at(1);
    if (!second.empty()) add(second);
    if (same_word(second, "MATERIALIZED") && !word_at(2).empty()) add(word_at(2));
  }
  return head;
}

}  // namespace sluice::sql
