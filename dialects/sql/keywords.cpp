#include "dialects/sql/keywords.hpp"

#include "dialects/sql/letters.hpp"

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

constexpr std::size_t slot_count = 4096;  // a power of two, many times the words of any dialect

/// Where the search for a word begins. Four letters tell most words apart, and a name that is no
/// keyword is most often known for one without a look at the rest.
std::size_t first_slot(std::string_view word) {
  const auto byte = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(upper_letter(word[at])));
  };
  const std::size_t n = word.size();
  return (byte(0) * 7 + byte(n / 3) * 59 + byte(n / 2) * 331 + byte(n - 1) * 1613 + n * 2731) &
         (slot_count - 1);
}

}  // namespace

keyword_table::keyword_table(const word_lists& lists) : slots_(slot_count) {
  // The first entry of a word counts: the lists stand in order of strength.
  const auto add = [this](std::string_view word, kind what) {
    const std::size_t slot = slot_of(word);
    if (slots_[slot] != 0) return;
    words_.push_back({word, what});
    slots_[slot] = static_cast<std::uint16_t>(words_.size());
  };
  names_ = kind_set::of(kind::word, kind::quoted_name);
  for (const std::string_view word : lists.reserved) {
    add(word, kind_named(word, kind::reserved_word));
  }
  for (const std::string_view word : lists.values) add(word, kind_named(word, kind::value_word));
  for (const std::string_view word : lists.callable) {
    const kind what = kind_named(word, kind::call_word);
    add(word, what);
    callables_.set(what);
  }
  for (const std::string_view word : lists.plain) {
    const kind what = kind_named(word, kind::word);
    add(word, what);
    names_.set(what);
  }
  if (lists.strings_as_names) names_.set(kind::string);
  labels_ = names_;
  for (const entry& each : words_) labels_.set(each.what);
  if (lists.strings_as_labels) labels_.set(kind::string);
  callables_ |= names_;
  callables_.reset(kind::string);
}

/// The slot that holds the word, or the free one where the search for it ends.
std::size_t keyword_table::slot_of(std::string_view word) const {
  std::size_t slot = first_slot(word);
  while (slots_[slot] != 0 && !same_word(word, words_[slots_[slot] - 1u].word)) {
    slot = (slot + 1) & (slot_count - 1);
  }
  return slot;
}

kind keyword_table::find(std::string_view word) const {
  if (word.empty()) return kind::word;
  const std::size_t found = slots_[slot_of(word)];
  return found == 0 ? kind::word : words_[found - 1].what;
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
