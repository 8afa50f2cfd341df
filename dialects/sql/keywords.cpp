#include "dialects/sql/keywords.hpp"

#include <algorithm>
#include <array>

namespace sluice::sql {

namespace {

struct named_kind {
  std::string_view word;
  kind what;
};

constexpr named_kind named_kinds[] = {
#define SLUICE_KIND(enumerator, text)
#define SLUICE_KEYWORD(enumerator, text) {text, kind::enumerator},
#include "dialects/sql/kinds.def"
#undef SLUICE_KIND
#undef SLUICE_KEYWORD
};

/// Words that rules need not tell apart.
constexpr std::pair<std::string_view, std::string_view> synonyms[] = {
    {"TEMP", "TEMPORARY"},
    {"AUTOINCREMENT", "AUTO_INCREMENT"},
    {"DISTINCTROW", "DISTINCT"},
    {"CHAR", "CHARACTER"},
    {"NCHAR", "CHARACTER"},
    {"COMPRESSION", "STORAGE"},
    {"COLUMN_FORMAT", "STORAGE"},
    {"SRID", "STORAGE"},
    {"ENGINE_ATTRIBUTE", "STORAGE"},
    {"VISIBLE", "INVISIBLE"},
    {"SECONDARY_ENGINE_ATTRIBUTE", "STORAGE"},
    {"IGNORED", "INVISIBLE"},
    {"ASCII", "SIGNED"},
    {"UNICODE", "SIGNED"},
    {"BYTE", "SIGNED"},
    {"COMPRESSED", "SIGNED"},
    {"LONG", "NATIONAL"},
    {"QUALIFY", "HAVING"},
};

kind kind_named(std::string_view word, kind otherwise) {
  for (const auto& [synonym, meant] : synonyms) {
    if (synonym == word) word = meant;
  }
  for (const named_kind& entry : named_kinds) {
    if (entry.word == word) return entry.what;
  }
  return otherwise;
}

std::size_t bit(kind k) {
  return static_cast<std::size_t>(k);
}

/// Longer than any keyword; a longer word is a name without a look.
constexpr std::size_t longest_keyword = 32;

}  // namespace

keyword_table::keyword_table(const word_lists& lists) {
  names_.set(bit(kind::word)).set(bit(kind::quoted_name));
  for (const std::string_view word : lists.reserved) {
    words_.emplace_back(word, kind_named(word, kind::reserved_word));
  }
  for (const std::string_view word : lists.values) {
    words_.emplace_back(word, kind_named(word, kind::value_word));
  }
  for (const std::string_view word : lists.callable) {
    words_.emplace_back(word, kind_named(word, kind::call_word));
    callables_.set(bit(words_.back().second));
  }
  for (const std::string_view word : lists.plain) {
    const kind what = kind_named(word, kind::word);
    words_.emplace_back(word, what);
    names_.set(bit(what));
  }
  if (lists.strings_as_names) names_.set(bit(kind::string));
  labels_ = names_;
  for (const auto& [word, what] : words_) labels_.set(bit(what));
  if (lists.strings_as_labels) labels_.set(bit(kind::string));
  callables_ |= names_;
  callables_.reset(bit(kind::string));
  // The first entry of a word counts: the lists stand in order of strength.
  std::stable_sort(words_.begin(), words_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
}

kind keyword_table::find(std::string_view word) const {
  if (word.size() > longest_keyword) return kind::word;
  std::array<char, longest_keyword> buffer{};
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    buffer[i] = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  const std::string_view upper(buffer.data(), word.size());
  const auto at = std::lower_bound(
      words_.begin(), words_.end(), upper,
      [](const auto& entry, std::string_view wanted) { return entry.first < wanted; });
  return at != words_.end() && at->first == upper ? at->second : kind::word;
}

const keyword_table& keywords_of(dialect d) {
  static const keyword_table postgres_words(postgres::keyword_lists());
  static const keyword_table mysql_words(mysql::keyword_lists());
  static const keyword_table sqlite_words(sqlite::keyword_lists());
  switch (d) {
    case dialect::postgres:
      return postgres_words;
    case dialect::mysql:
      return mysql_words;
    case dialect::sqlite:
      break;
  }
  return sqlite_words;
}

}  // namespace sluice::sql
