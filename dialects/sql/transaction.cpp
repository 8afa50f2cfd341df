#include "dialects/sql/script.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

namespace sluice::sql {

namespace {

/// The statement's words in upper case; what stands between them is left out.
std::vector<std::string> words_of(std::string_view text, dialect d) {
  constexpr std::size_t enough = 64;
  std::vector<std::string> words;
  for (const token& t : lex(text, d)) {
    if (is_word(t.what)) words.push_back(upper_case(text.substr(t.where.begin, t.where.size())));
    if (words.size() == enough) break;
  }
  return words;
}

class word_list {
 public:
  explicit word_list(std::vector<std::string> words) : words_(std::move(words)) {}

  [[nodiscard]] bool starts_with(std::initializer_list<std::string_view> wanted) const {
    return words_.size() >= wanted.size() &&
           std::equal(wanted.begin(), wanted.end(), words_.begin());
  }
  [[nodiscard]] bool holds(std::string_view wanted) const {
    return std::find(words_.begin(), words_.end(), wanted) != words_.end();
  }
  [[nodiscard]] std::size_t size() const { return words_.size(); }

 private:
  std::vector<std::string> words_;
};

bool postgres_forbids(const word_list& words) {
  if (words.starts_with({"VACUUM"}) || words.starts_with({"ALTER", "SYSTEM"}) ||
      words.starts_with({"DISCARD", "ALL"}) || words.starts_with({"CREATE", "SUBSCRIPTION"}) ||
      words.starts_with({"DROP", "SUBSCRIPTION"}) || words.starts_with({"COMMIT", "PREPARED"}) ||
      words.starts_with({"ROLLBACK", "PREPARED"})) {
    return true;
  }
  for (const std::string_view object : {"DATABASE", "TABLESPACE"}) {
    if (words.starts_with({"CREATE", object}) || words.starts_with({"DROP", object})) return true;
  }
  if (words.starts_with({"ALTER", "DATABASE"})) return words.holds("TABLESPACE");
  if (words.starts_with({"REINDEX"})) {
    return words.holds("CONCURRENTLY") || words.holds("DATABASE") || words.holds("SYSTEM") ||
           words.holds("SCHEMA");
  }
  if (words.starts_with({"CLUSTER"})) return words.size() == 1;  // every table
  if (words.starts_with({"ALTER", "TABLE"})) {
    return words.holds("DETACH") && words.holds("CONCURRENTLY");
  }
  return false;
}

/// Settings that SQLite refuses to change, or silently does not change, inside a transaction.
bool sqlite_forbids(const word_list& words, bool has_value) {
  if (words.starts_with({"VACUUM"}) || words.starts_with({"DETACH"})) return true;
  if (!words.starts_with({"PRAGMA"}) || !has_value) return false;
  constexpr std::array<std::string_view, 4> settings = {"FOREIGN_KEYS", "JOURNAL_MODE",
                                                        "SYNCHRONOUS", "TEMP_STORE"};
  return std::any_of(settings.begin(), settings.end(),
                     [&](std::string_view setting) { return words.holds(setting); });
}

}  // namespace

bool forbids_transaction(const parsed_statement& parsed, const text::source& file, dialect d) {
  if (const auto* index = std::get_if<create_index>(&parsed.what)) return index->concurrently;
  if (const auto* index = std::get_if<drop_index>(&parsed.what)) return index->concurrently;
  // The words of a long program need not be looked at.
  if (std::holds_alternative<create_table>(parsed.what) ||
      std::holds_alternative<create_view>(parsed.what) ||
      std::holds_alternative<create_routine>(parsed.what) ||
      std::holds_alternative<create_trigger>(parsed.what) ||
      std::holds_alternative<insert>(parsed.what))
    return false;
  const std::string_view text = file.slice(parsed.where);
  const word_list words(words_of(text, d));
  switch (d) {
    case dialect::postgres:
      return postgres_forbids(words);
    case dialect::sqlite:
      return sqlite_forbids(words, text.find_first_of("=(") != std::string_view::npos);
    case dialect::mysql:
      break;
  }
  // MySQL commits before DDL instead of refusing it.
  return words.starts_with({"SET", "TRANSACTION"});
}

}  // namespace sluice::sql
