#include "dialects/schema/fact_collector.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <utility>

namespace sluice::schema {

std::string facts_question::key_of(const sql::object_name& name) const {
  return model_name(name, which());
}

std::vector<std::string> words_in(const text::source& file, text::span where, dialect d) {
  std::vector<std::string> words;
  const std::string_view bytes = file.bytes().substr(where.begin, where.size());
  for (const sql::token& t : sql::lex(bytes, d)) {
    const std::string_view shown = bytes.substr(t.where.begin, t.where.size());
    if (t.what == sql::kind::quoted_name)
      words.push_back(sql::fold_name(shown, d));
    else if (sql::is_word(t.what))
      words.push_back(sql::lower_case(shown));
  }
  return words;
}

bool has_words(const std::vector<std::string>& words, std::string_view sequence) {
  std::vector<std::string_view> wanted;
  for (std::size_t at = 0; at <= sequence.size();) {
    const std::size_t end = std::min(sequence.find(' ', at), sequence.size());
    wanted.push_back(sequence.substr(at, end - at));
    at = end + 1;
  }
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

relation_fact& fact_collector::note(const std::string& relation, std::string_view as,
                                    const row_work& work, text::span where) {
  relation_fact fact;
  fact.relation = relation;
  if (relation.empty()) {
    fact.relation = "\"\"";
    depends("a name is empty");
  }
  fact.as = as;
  fact.scans = work.scans;
  fact.builds_index = work.builds_index;
  fact.rewrites = work.rewrites;
  fact.where = where;
  return facts_.relations.emplace_back(std::move(fact));
}

void fact_collector::depends(std::string_view on) {
  facts_.standing = fact_standing::unknown;
  if (facts_.reason.find(on) != std::string::npos) return;
  if (!facts_.reason.empty()) facts_.reason += "; ";
  facts_.reason += on;
}

std::vector<std::string> fact_collector::words(text::span where) const {
  return words_in(q_.file, where, q_.which());
}

}  // namespace sluice::schema
