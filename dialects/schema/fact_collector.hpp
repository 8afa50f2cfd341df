#pragma once

#include "dialects/schema/relatives.hpp"
#include "dialects/schema/statement_facts.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Inside of find_facts(): what the engines' parts share.
namespace sluice::schema {

/// What find_facts() is asked, for the parts that answer it.
struct facts_question {
  const model& before;
  const model& after;
  const sql::parsed_statement& statement;
  const text::source& file;
  const server_version& server;

  [[nodiscard]] dialect which() const { return dialect_of(server.kind); }
  [[nodiscard]] std::string key_of(const sql::object_name& name) const;
};

/// The words and names of a part of the text, in order: names folded, words in lower case. Numbers,
/// strings and symbols are left out.
[[nodiscard]] std::vector<std::string> words_in(const text::source& file, text::span where,
                                                dialect d);
/// True when `sequence`, "row level security", stands in `words` as it is.
[[nodiscard]] bool has_words(const std::vector<std::string>& words, std::string_view sequence);

/// What is done with the rows of one relation.
struct row_work {
  bool scans = false;
  bool builds_index = false;
  bool rewrites = false;
};

/// What an engine's fact finder builds on: one collects the facts of one statement.
class fact_collector {
 protected:
  explicit fact_collector(const facts_question& q) : q_(q) {}

  /// The fact may be given its lock.
  relation_fact& note(const std::string& relation, std::string_view as, const row_work& work,
                      text::span where);
  /// The answer depends on something that the model does not tell.
  void depends(std::string_view on);
  [[nodiscard]] std::vector<std::string> words(text::span where) const;

  const facts_question& q_;
  statement_facts facts_;
};

}  // namespace sluice::schema
