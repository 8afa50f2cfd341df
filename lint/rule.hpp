#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/effect.hpp"
#include "dialects/schema/statement_facts.hpp"
#include "lint/finding.hpp"
#include "lint/input.hpp"
#include "lint/made_here.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A rule is one constant in lint/rules/<id>.cpp, listed in rules.def.
namespace sluice::lint {

/// One statement of one step, as rules see it.
struct statement_view {
  dialect d;
  const step_input& step;
  const statement_input& input;
  const sql::parsed_statement& statement;
  const std::vector<schema::effect>& effects;  ///< with existed_before
  const schema::model& before_change;
  const schema::model& before;  ///< just before the statement
  const schema::model& after;
  const schema::model& step_end;
  const server_version& server;
  /// On what was there before the change.
  const schema::statement_facts& facts;
  /// PostgreSQL: what earlier statements of the same transaction have locked and still hold.
  const std::vector<schema::relation_fact>& held;
  /// By earlier statements of the change.
  const made_here& made;

  /// False in every phase for a migration of another tool.
  [[nodiscard]] bool in(phases::phase p) const { return !step.foreign && step.phase == p; }
};

/// What stands for {table}, {column} and so on in a rule's advice.
struct subject {
  std::string table;
  std::string column;  ///< or another object
  std::string to;      ///< the new name
  std::string type;
  std::string name;  ///< of a backfill
};

/// The safe sequence. An empty dialect says the same as `postgres`.
struct advice {
  std::string_view postgres;
  std::string_view mysql;
  std::string_view sqlite;

  [[nodiscard]] std::string_view for_dialect(dialect d) const;
};

/// Puts the subject's words into {table}, {column}, {to}, {type} and {name}.
[[nodiscard]] std::string fill(std::string_view text, const subject& s);

/// Shown by explain and tried by a test, in PostgreSQL's dialect unless said otherwise.
struct example {
  std::string_view before;  ///< statements of earlier changes
  phases::phase phase = phases::phase::expand;
  std::string_view bad;
  std::string_view ok;
  engine on = engine::postgres;
  std::string_view version = "";  ///< of the server; empty: the usual one
  /// By another tool, "in_transaction", "as_one_message" or "one_by_one"; empty: a step of
  /// Sluice's.
  std::string_view sent = "";
  /// A statement of a release, for rules that only such a one can make speak.
  std::string_view query = "";
};

/// Where a rule applies.
class engine_set {
 public:
  constexpr engine_set(std::initializer_list<engine> which) {
    for (const engine e : which) bits_ |= bit(e);
  }
  [[nodiscard]] constexpr bool contains(engine e) const { return (bits_ & bit(e)) != 0; }

 private:
  static constexpr unsigned bit(engine e) { return 1u << static_cast<unsigned>(e); }
  unsigned bits_ = 0;
};

inline constexpr engine_set all_engines{engine::postgres, engine::mysql, engine::mariadb,
                                        engine::sqlite};
inline constexpr engine_set only_postgres{engine::postgres};
inline constexpr engine_set mysql_and_mariadb{engine::mysql, engine::mariadb};
inline constexpr engine_set all_but_sqlite{engine::postgres, engine::mysql, engine::mariadb};
inline constexpr engine_set postgres_and_mariadb{engine::postgres, engine::mariadb};
inline constexpr engine_set mysql_mariadb_and_sqlite{engine::mysql, engine::mariadb,
                                                     engine::sqlite};
inline constexpr engine_set only_sqlite{engine::sqlite};

class reporter;

struct rule {
  std::string_view id;
  rule_class what = rule_class::rollback;
  severity usual = severity::error;
  std::string_view summary;
  std::string_view why;
  advice instead;
  example shown;
  subject named;  ///< what explain puts into `instead`
  /// Null for what run() finds by itself: rules about the suppressions.
  void (*check)(const statement_view&, reporter&) = nullptr;
  bool allowable = true;  ///< false: no `-- sluice:allow` can accept it
  engine_set on = all_engines;
  bool opt_in = false;       ///< true: silent unless the configuration gives it a severity
  bool once_a_step = false;  ///< true: only the first statement of a step gets it
};

/// Takes findings of one rule on one statement.
class reporter {
 public:
  /// What differs from the rule's own words.
  struct draft {
    std::string message;
    std::string object;
    text::span where;
    subject named;
    std::optional<severity> level;
    std::optional<std::string> instead;
    std::string table;  ///< see finding::table
    std::vector<edit> fix;
  };

  reporter(const rule& r, const statement_view& view, std::vector<bool>& claimed,
           std::vector<finding>& findings)
      : rule_(r), view_(view), claimed_(claimed), findings_(findings) {}

  void report(draft d);
  /// The same at an effect, which is then no business of contract-in-expand any more.
  void report(const schema::effect& e, draft d);
  void claim(const schema::effect& e);
  [[nodiscard]] bool claimed(const schema::effect& e) const;

 private:
  [[nodiscard]] std::size_t index_of(const schema::effect& e) const;

  const rule& rule_;
  const statement_view& view_;
  std::vector<bool>& claimed_;  ///< by effect
  std::vector<finding>& findings_;
};

/// All rules, in the order of rules.def, which is the order in which they look at a statement.
[[nodiscard]] std::span<const rule> rules();
[[nodiscard]] const rule* find_rule(std::string_view id);
/// The rule id that a misspelt one is likely to mean; empty when none is near.
[[nodiscard]] std::string_view nearest_rule(std::string_view id);

/// The page of a rule, plain text; nothing for an unknown id.
[[nodiscard]] std::optional<std::string> explain(std::string_view id);

/// The page of a rule in Markdown, as docs/rules has it.
[[nodiscard]] std::string markdown_page(const rule& r);

/// A finding with the rule's own words.
[[nodiscard]] finding make_finding(const rule& r, const step_input& step, text::span where);

}  // namespace sluice::lint
