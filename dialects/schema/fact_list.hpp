#pragma once

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

/// Partitions and inheritance children of the table, at any depth.
[[nodiscard]] std::vector<std::string> descendants(const model& m, const std::string& table);
/// Tables with a foreign key to this one, other than itself.
[[nodiscard]] std::vector<std::string> referencing_tables(const model& m, const std::string& table);
/// Tables that foreign keys of this one lead to, other than itself.
[[nodiscard]] std::vector<std::string> referenced_tables(const model& m, const std::string& table);

}  // namespace sluice::schema
