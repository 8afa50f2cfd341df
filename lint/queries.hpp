#pragma once

#include "dialects/schema/resolve.hpp"
#include "lint/finding.hpp"
#include "lint/input.hpp"
#include "lint/query_use.hpp"
#include "lint/rule.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The second strength of the linter: with the statements of the releases at hand, a finding about
/// rollback safety stays only when one of them is hurt, and names it.
namespace sluice::lint {

class query_judge {
 public:
  explicit query_judge(const lint_input& input);

  /// False when no statements are given: then every object counts as used in every way.
  [[nodiscard]] bool any() const { return !queries_.empty(); }
  /// A change begins: what the statements mean is what they meant before it. `followed`: every
  /// statement since the last time was looked at.
  void begin_change(bool followed);
  /// Marks the findings that hurt no statement, names the statements that the others hurt, and
  /// adds those that no rule tells from the schema alone. `end`: when sessions see it.
  void judge(const statement_view& view, const schema::model& end, std::vector<finding>& found);

 private:
  struct query {
    const recorded_query* from = nullptr;
    sql::statement_tree tree;
    std::set<std::string> words;
    bool natural = false;
    std::optional<schema::name_resolution> start;  ///< before the change
    bool stale = false;  ///< something has changed since that it may have to do with
    // Around the statement that is looked at.
    bool near = false;
    schema::name_resolution before, after, then;
    std::optional<harm> change;
    bool own = false;    ///< this statement makes one
    bool fresh = false;  ///< this one is the first that does
    std::string open;    ///< why it cannot be judged
    std::set<std::string> program_words;
  };

  /// What a statement of a migration has to do with.
  struct surroundings {
    std::set<std::string> words;
    std::vector<std::string> behind;  ///< "v users"
    bool all = false;
  };

  void look(query& q, const statement_view& view, const surroundings& near,
            const schema::model& end);
  [[nodiscard]] surroundings around(const statement_view& view) const;
  void undo_renames(schema::name_resolution& r, const schema::model& m) const;
  [[nodiscard]] bool is_near(const query& q, const surroundings& near) const;
  [[nodiscard]] bool mentions(const query& q, const statement_view& view, const finding& f) const;
  [[nodiscard]] std::set<std::string> programs_of(const query& q, const schema::model& m) const;
  /// False when nobody is hurt.
  bool keep(const statement_view& view, finding& f);
  [[nodiscard]] std::vector<schema::effect> effects_of(const statement_view& view,
                                                       const finding& f) const;
  [[nodiscard]] const schema::effect& cause_of(const query& q, const statement_view& view) const;
  void add_missing(const statement_view& view, std::vector<finding>& found);

  dialect dialect_;
  bool all_;  ///< nothing else runs
  std::vector<query> queries_;
};

}  // namespace sluice::lint
