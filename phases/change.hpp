#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/script.hpp"
#include "dialects/text/source.hpp"
#include "phases/phase.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Changes as they stand on disk.
namespace sluice::phases {

/// `-- sluice:allow <rule> reason="..." until=...`
struct allowance {
  std::string rule;
  std::string reason;
  std::string until;  ///< YYYY-MM-DD, or empty
  text::span where;
};

/// `-- sluice:backfill ...`: what the directive says; the statement below it is the work.
struct backfill_hints {
  std::string name;
  std::vector<std::string> key;  ///< empty: the table's primary key
  std::optional<std::uint64_t> batch_rows;
  std::optional<std::chrono::milliseconds> batch_target;
  text::span where;
};

enum class expectation_kind { empty, is_true, equals };
struct expectation {
  expectation_kind kind = expectation_kind::empty;
  std::string value;
  text::span where;
};

struct step_statement {
  sql::parsed_statement parsed;
  std::vector<allowance> allowances;
  std::optional<backfill_hints> backfill;
  std::optional<expectation> expect;
  bool forbids_transaction = false;
};

/// One phase of one change.
struct step {
  phases::phase phase = phase::expand;
  std::shared_ptr<const text::source> file;
  std::vector<step_statement> statements;
  bool no_transaction = false;  ///< said by a directive
  bool irreversible = false;
  bool foreign = false;  ///< a migration of another tool: `phase` says nothing
  std::optional<std::chrono::milliseconds> lock_timeout;
  std::string raw_checksum;  ///< SHA-256 of the bytes
  std::string checksum;      ///< SHA-256 without BOM, with LF line ends: what counts as a change

  [[nodiscard]] std::string_view text_of(const step_statement& statement) const {
    return file->slice(statement.parsed.where);
  }
  /// False when a directive or a statement keeps the step out of a transaction.
  [[nodiscard]] bool fits_transaction() const;
};

struct change {
  std::string id;           ///< "20260301120000_rename_full_name"
  std::string version;      ///< "20260301120000"
  std::string slug;         ///< "rename_full_name"
  std::vector<step> steps;  ///< in phase order
  std::vector<std::string> depends_on;

  [[nodiscard]] const step* find(phases::phase p) const;
};

/// "rename_full_name/contract"
[[nodiscard]] std::string step_name(const change& c, phase p);

/// What becomes of a statement that no server would take.
enum class on_malformed {
  refuse,  ///< an error: for everything that applies
  keep     ///< kept, for the linter to report beside the other findings
};

/// Parses one phase file as `server` reads it. Throws text::input_error for a bad directive, a
/// malformed statement, or a file without any statement.
[[nodiscard]] step read_step(std::shared_ptr<const text::source> file, phase p,
                             const server_version& server, std::vector<std::string>& depends_on,
                             on_malformed malformed = on_malformed::refuse);

/// Orders by version and checks what only the whole folder shows: one version each, names that
/// differ, depends-on that names a known, older change, phase files with their predecessors. Throws
/// text::input_error.
void order_changes(std::vector<change>& changes);

/// By id or slug. Throws text::input_error naming near matches.
[[nodiscard]] const change& find_change(const std::vector<change>& changes, std::string_view name);

/// SHA-256 as 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// The statement without comments, white space folded: its identity in the journal.
[[nodiscard]] std::string statement_hash(std::string_view sql, dialect d);

}  // namespace sluice::phases
