#include "dialects/schema/heads.hpp"

#include "dialects/sql/token.hpp"

#include <algorithm>

namespace sluice::schema {
namespace {

/// The first words of the statement, in upper case; ends at the first token that is none.
std::vector<std::string> leading_words(std::string_view text, dialect d) {
  constexpr std::size_t enough = 10;
  std::vector<std::string> words;
  for (const sql::token& t : sql::lex(text, d)) {
    if (sql::is_trivia(t.what)) {
      continue;
    }
    if (!sql::is_word(t.what) || words.size() == enough) {
      break;
    }
    words.push_back(sql::upper_case(text.substr(t.where.begin, t.where.size())));
  }
  return words;
}

bool has_sequence(const std::vector<std::string>& words, std::vector<std::string> wanted) {
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

}  // namespace

bool repeatable_by_head(const sql::parsed_statement& statement, const text::source& file,
                        dialect d) {
  if (statement.outcome == sql::understanding::malformed) {
    return false;
  }
  const std::vector<std::string> words = leading_words(file.slice(statement.where), d);
  if (words.empty()) {
    return false;
  }
  if (words.front() == "CREATE") {
    return has_sequence(words, {"IF", "NOT", "EXISTS"});
  }
  return words.front() == "DROP" && has_sequence(words, {"IF", "EXISTS"});
}

}  // namespace sluice::schema
