#pragma once

#include "dialects/schema/effect.hpp"
#include "dialects/schema/statement_facts.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sluice::lint {

/// The tables and views that a change has made so far, also under a name that another one had
/// before. Nobody else uses them yet, and what they lock hurts nobody.
class made_here {
 public:
  /// Comes after each statement.
  void follow(const std::vector<schema::effect>& effects, const sql::parsed_statement& statement);

  [[nodiscard]] bool contains(const std::string& name) const { return made_.count(name) != 0; }
  /// Sets existed_before: false for effects on columns that the change has added to a table which
  /// the history does not tell of.
  void mark_new(std::vector<schema::effect>& effects) const;
  /// Takes out the work on tables without rows. What was copied into a table takes its time.
  void leave_out_empty(schema::statement_facts& facts) const;

 private:
  void rename(const std::string& from, const std::string& to);

  std::set<std::string> made_;
  std::set<std::string> filled_;
  std::set<std::pair<std::string, std::string>> columns_;  ///< table and column
};

}  // namespace sluice::lint
