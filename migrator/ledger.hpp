#pragma once

#include "dialects/session.hpp"
#include "phases/gate.hpp"
#include "phases/tracker.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

/// Sluice's own tables in the target. docs/ledger.md describes them column by column.
namespace sluice::migrator {

inline constexpr int ledger_version = 1;

/// The ledger cannot be used as it is. Exit code 1.
class ledger_error : public std::runtime_error {
 public:
  ledger_error(const std::string& message, std::string help_text)
      : std::runtime_error(message), help_(std::move(help_text)) {}
  [[nodiscard]] const std::string& help() const { return help_; }

 private:
  std::string help_;
};

/// The ledger was made by a newer Sluice: this program must not write to it.
class newer_ledger_error : public ledger_error {
 public:
  using ledger_error::ledger_error;
};

enum class journal_state { intent, done, failed };

/// One statement of a step that runs outside a transaction.
struct journal_entry {
  std::size_t ordinal = 0;  ///< from 1
  std::string statement_hash;
  journal_state state = journal_state::intent;
  std::string connection_id;
  std::string evidence;
};

struct release_row {
  phases::release_id id;
  phases::release_status status = phases::release_status::recorded;
  std::string requirements;
  std::string recorded_at, live_at, standby_at, retired_at;
};

/// One statement of a requirements set, with what it meant when it was first proved.
struct requirement_row {
  std::size_t ordinal = 0;
  std::string place;
  std::string sql;
  bool proved = false;
  bool exact = false;
  std::set<std::string> footprint;
  std::vector<std::string> shape;
  std::vector<std::string> insert_columns;
  std::string proved_at;    ///< by the database's clock
  std::string schema_hash;  ///< the schema in which it was proved
};

struct verdict_row {
  phases::release_id id;
  std::string fingerprint;
  std::string verdict;
  std::string closes_at;
  std::string closed_by;
  std::string reasons;   ///< one a line, for people and old programs
  std::string document;  ///< the JSON verdict document
  std::string evaluated_at;
  std::string tool_version;
};

struct event_row {
  std::int64_t id = 0;
  std::string at, actor, tool_version, kind, subject, detail;
};

/// Reads and writes the ledger of one target. All calls may throw text::database_error.
/// Writes join the transaction that is open, or are one statement each.
class ledger {
 public:
  explicit ledger(session& db, std::string actor, std::string tool_version);

  /// False when the target holds no ledger. Throws newer_ledger_error.
  [[nodiscard]] bool exists();
  /// Creates the tables when they are missing.
  void ensure();

  [[nodiscard]] phases::history read_history();
  void write_step(const phases::step_record& record);
  /// Holds the step's row to the end of the open transaction, so that two workers take turns. True
  /// when the step is recorded as done.
  [[nodiscard]] bool lock_step(const std::string& change, phases::phase p);
  void forget_step(const std::string& change, phases::phase p);

  [[nodiscard]] std::vector<journal_entry> read_journal(const std::string& change, phases::phase p);
  void write_journal(const std::string& change, phases::phase p, const journal_entry& entry);
  void clear_journal(const std::string& change, phases::phase p);

  void write_job(const phases::job_record& record);
  /// Takes the job for this connection and returns its fencing number; nothing when another owner
  /// holds it, whose connection id is put into `owner`.
  [[nodiscard]] std::optional<std::int64_t> take_job(const std::string& change,
                                                     const std::string& job, std::string& owner);
  /// Moves the cursor inside the batch's transaction. False: the job was taken by somebody else.
  [[nodiscard]] bool advance_job(const phases::job_record& record, std::int64_t fence);
  void release_job(const std::string& change, const std::string& job, std::int64_t fence);

  [[nodiscard]] std::vector<release_row> read_releases();
  void write_release(const release_row& row);
  [[nodiscard]] std::vector<requirement_row> read_requirements(const std::string& hash);
  void write_requirements(const std::string& hash, const std::vector<requirement_row>& rows);
  void write_proof(const std::string& hash, const requirement_row& row);
  /// The text of a schema's definitions; empty when it is not stored.
  [[nodiscard]] std::string read_schema(const std::string& hash);
  void write_schema(const std::string& hash, const std::string& definitions);

  [[nodiscard]] std::vector<verdict_row> read_verdicts();
  void write_verdict(const verdict_row& row);

  [[nodiscard]] std::vector<event_row> read_events(std::size_t newest);
  void add_event(const std::string& kind, const std::string& subject, const std::string& detail);

  struct runner_row {
    std::string holder;
    std::int64_t fence = 0;
    std::string taken_at;
  };
  [[nodiscard]] runner_row read_runner(bool for_update);
  /// True when the row still had that fence and is now ours with fence + 1.
  [[nodiscard]] bool take_runner(std::int64_t seen_fence);
  void free_runner(std::int64_t fence);

  /// True from the beginning of the first run on an empty target until everything was applied: such
  /// a run, interrupted, goes on as it began.
  [[nodiscard]] bool first_build();
  void set_first_build(bool running);

  /// What the stored verdicts were computed from; empty before the first time.
  [[nodiscard]] std::string verdicts_digest();
  void set_verdicts_digest(const std::string& digest);

  /// The database's clock; read once and carried on with the monotonic clock.
  [[nodiscard]] std::chrono::milliseconds now();
  [[nodiscard]] std::string now_text();

  [[nodiscard]] session& db() { return db_; }
  [[nodiscard]] const std::string& tool_version() const { return tool_version_; }
  /// "sluice.steps" in PostgreSQL, "sluice_steps" elsewhere.
  [[nodiscard]] std::string table(std::string_view name) const;

 private:
  [[nodiscard]] std::string read_meta(const std::string& name);
  rows ask(std::string_view sql, std::initializer_list<value> parameters = {});
  std::uint64_t tell(std::string_view sql, std::initializer_list<value> parameters = {});
  [[nodiscard]] std::string expand(std::string_view sql) const;
  void upsert(std::string_view name, std::vector<std::pair<std::string, value>> keys,
              std::vector<std::pair<std::string, value>> rest);

  session& db_;
  std::string actor_;
  std::string tool_version_;
  bool known_to_exist_ = false;
  std::optional<std::chrono::milliseconds> clock_base_;
  std::chrono::steady_clock::time_point clock_read_at_{};
};

/// A version that this program can write, or the error that says what to do.
void check_ledger_version(std::string_view stored);

}  // namespace sluice::migrator
