#include "dialects/sql/head.hpp"

#include <algorithm>
#include <array>

namespace sluice::sql {

namespace {

template <std::size_t N>
bool among(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Between CREATE and what is created.
constexpr std::array<std::string_view, 15> modifiers = {
    "OR",       "REPLACE", "TEMP",      "TEMPORARY", "GLOBAL",  "LOCAL",   "UNLOGGED",  "UNIQUE",
    "FULLTEXT", "SPATIAL", "RECURSIVE", "ONLINE",    "OFFLINE", "TRUSTED", "PROCEDURAL"};

/// CREATE CONSTRAINT TRIGGER, CREATE AGGREGATE FUNCTION.
bool is_modifier(std::string_view word, std::string_view next) {
  return among(word, modifiers) || (word == "CONSTRAINT" && next == "TRIGGER") ||
         (word == "AGGREGATE" && next == "FUNCTION") || (word == "IGNORE" && next == "TABLE");
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

std::string word_of(const std::vector<token>& tokens, std::string_view bytes, std::size_t i) {
  if (i >= tokens.size() || !is_word(tokens[i].what)) return {};
  return upper_case(bytes.substr(tokens[i].where.begin, tokens[i].where.size()));
}

}  // namespace

std::size_t skip_modifiers(const std::vector<token>& tokens, std::string_view bytes,
                           std::size_t at) {
  // DEFINER = user, ALGORITHM = x, SQL SECURITY x
  while (at < tokens.size()) {
    const std::string word = word_of(tokens, bytes, at);
    const std::string next = word_of(tokens, bytes, at + 1);
    // CREATE OPERATOR = (...)
    const bool option =
        at + 1 < tokens.size() && tokens[at + 1].what == kind::equals && word != "OPERATOR";
    if (option) {
      at += 3;
      if (at < tokens.size() && tokens[at].what == kind::variable) ++at;
    } else if (word == "SQL" && next == "SECURITY") {
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
  std::string head = word_at(0);
  if (head.empty()) return head;
  std::size_t at = 1;
  if (head == "CREATE" || head == "DROP" || head == "ALTER") {
    at = skip_modifiers(tokens, bytes, at);
    const std::string object = word_at(at);
    if (object.empty()) return head;
    head += " " + object;
    while (among(word_at(at), first_of_two) && among(word_at(at + 1), second_of_two)) {
      head += " " + word_at(++at);
    }
    return head;
  }
  if (among(head, verbs_of_two)) {
    const std::string second = word_at(1);
    if (!second.empty()) head += " " + second;
    if (second == "MATERIALIZED" && !word_at(2).empty()) head += " " + word_at(2);
  }
  return head;
}

}  // namespace sluice::sql
