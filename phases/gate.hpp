#pragma once

#include "phases/proof.hpp"
#include "phases/tracker.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// The gate: a pure decision over a snapshot of facts. It reads no clock and no database, and it
/// fails closed: what is not proved is unknown, never safe.
namespace sluice::phases {

enum class verdict { unsafe, unknown, safe };
[[nodiscard]] std::string_view verdict_name(verdict v);

enum class loss { none, hidden, overwritten, unknown };
[[nodiscard]] std::string_view loss_name(loss l);

enum class release_status { recorded, live, standby, retired };
[[nodiscard]] std::string_view release_status_name(release_status s);
/// Runs, or is kept to be rolled back to.
[[nodiscard]] bool is_protected(release_status s);
[[nodiscard]] std::optional<release_status> release_status_from_name(std::string_view name);

struct release_id {
  std::string service, version;
  [[nodiscard]] std::string text() const { return service + "@" + version; }
  friend auto operator<=>(const release_id&, const release_id&) = default;
};

/// One recorded statement of a release and what became of it in one schema state.
struct judged_statement {
  std::string place;  ///< "releases/web@1/users.sql:3"
  std::string sql;    ///< one line, for messages
  proof result;
};

/// A schema on the way: the first is the live one, the others follow from pending steps in order.
struct schema_state {
  std::string step;      ///< "rename_full_name/contract"; empty for the live schema
  std::string unjudged;  ///< not empty: the step could not be simulated, and why
};

/// What one statement writes. A column and its counterpart are kept equal by a release that writes
/// both in each statement.
struct written_columns {
  std::set<std::string> columns;  ///< "users.full_name"
  bool inserts = false, updates = false;
};

struct release_facts {
  release_id id;
  release_status status = release_status::recorded;
  std::string requirements;  ///< content hash; empty: none recorded
  std::size_t statements = 0;
  std::chrono::milliseconds retired_at{0};        ///< since the epoch; 0 when it is not retired
  std::set<std::string> reads, writes;            ///< "users.full_name", when last proved
  std::vector<written_columns> statement_writes;  ///< of the statements that write
  /// By state, what does not hold. States and these vectors have the same order.
  std::vector<std::vector<judged_statement>> not_holding;
};

/// A column that a change fills from others. As long as both exist, both may be in use.
struct moving_column {
  std::string change;
  std::string to;                 ///< the new column, "users.display_name"
  std::vector<std::string> from;  ///< the columns that its value is made of, "users.full_name"
};

/// Whether triggers carry what is written to one column over to another.
enum class freshness { carried, unproven, stale };
struct sync_fact {
  std::string from, to;  ///< "users.display_name", "users.full_name"
  freshness on_insert = freshness::stale, on_update = freshness::stale;
};

struct change_facts {
  std::string id, slug;
  change_state state = change_state::pending;
  std::optional<phase> next;
  std::vector<std::string> unfinished_jobs;
  bool contract_known = false;  ///< the change has a contract step
  std::string failed;           ///< what failed, when the state is failed
  std::string waits_for;        ///< an unfinished change that it depends on
};

struct gate_facts {
  std::chrono::milliseconds now{0};  ///< the database's clock, since the epoch
  std::chrono::milliseconds bake{0};
  std::string fingerprint;
  std::vector<schema_state> states;  ///< never empty
  std::vector<release_facts> releases;
  std::vector<moving_column> moving;
  /// By state, both ways for each moving column that exists there. A pair that is missing has lost
  /// one of its columns.
  std::vector<std::vector<sync_fact>> syncs;
  std::map<release_id, std::string> closed_by;  ///< the step that closed the way, if recorded
  std::optional<change_facts> change;           ///< the change that is asked about

  [[nodiscard]] const release_facts* find(const release_id& id) const;
};

struct reason {
  std::string code;
  verdict weight = verdict::unknown;  ///< what this reason alone makes of the verdict
  std::string message;
  std::string object;
  std::string release;
  std::string statement;  ///< place of the statement concerned
  std::string resolves_by;
  bool transient = false;  ///< time alone may resolve it
};

struct closing {
  std::string step;
  std::string why;
};

struct answer {
  std::string question;  ///< "rollback", "deploy" or "contract"
  std::string from, to, change;
  verdict value = verdict::unknown;
  phases::loss loss = loss::unknown;
  bool is_volatile = false;
  std::optional<closing> closes_at;
  std::string closed_by;
  std::vector<reason> reasons;
  std::chrono::milliseconds bake_left{0};
  std::string fingerprint;
  std::chrono::milliseconds evaluated_at{0};
};

/// May the code of `from` be replaced by the code of `to` while the schema stays as it is, and
/// until which pending step does that hold?
[[nodiscard]] answer judge_rollback(const gate_facts& facts, const release_id& from,
                                    const release_id& to);

/// May the contract step of facts.change be applied? states[1] is the schema after it.
[[nodiscard]] answer judge_contract(const gate_facts& facts);

/// What one release can do in the live schema, whoever ran before: the stored verdict.
[[nodiscard]] answer judge_release(const gate_facts& facts, const release_id& id);

/// The verdict that the reasons make, and the worst of them first.
void settle(answer& a);

/// 0 safe, 10 unsafe, 11 unknown for good, 12 unknown but may resolve, 13 safe with data loss.
[[nodiscard]] int exit_code(const answer& a);

}  // namespace sluice::phases
