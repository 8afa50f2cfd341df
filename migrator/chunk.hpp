#pragma once

#include "dialects/catalog.hpp"
#include "phases/change.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// How a backfill statement is cut into key ranges. Pure: SQL text in, SQL text out.
namespace sluice::migrator {

/// A key's values, in key order, as the server's text.
using key_values = std::vector<std::string>;

/// A backfill job, understood.
struct job_plan {
  std::string change;  ///< the change's id
  std::string name;
  std::string statement;  ///< as written
  std::string table;      ///< the driving table's name in the model
  std::string table_sql;  ///< quoted, for our own queries
  std::string row;        ///< how the statement calls a row of it: alias or table name, quoted
  std::vector<key_column> key;
  /// Columns that the job gives a value and the columns that each value is made of.
  struct assignment {
    std::string column;
    std::string value_sql;
    std::vector<std::string> from;
  };
  std::vector<assignment> assignments;  ///< of an UPDATE
  std::string from_sql;                 ///< of an UPDATE: the text after FROM
  std::string condition_sql;            ///< the statement's own WHERE, without the keyword
  std::uint32_t insert_at = 0;          ///< byte in `statement` where a WHERE can go
  std::optional<text::span> where;      ///< bytes in `statement` of its condition
  std::optional<std::uint64_t> batch_rows;
  std::optional<std::chrono::milliseconds> batch_target;
  bool is_update = false;
  bool is_delete = false;
  std::string place;  ///< "migrate.sql:4", for messages
};

/// Understands the statement under a backfill directive. `key` may be empty and is filled by the
/// caller from the catalogue. Throws text::input_error with the place when it cannot be cut.
[[nodiscard]] job_plan plan_job(const phases::change& c, const phases::step& s,
                                const phases::step_statement& statement, dialect d);

/// A condition on the key: after `low` (nothing: from the start), up to and with `high` (nothing:
/// no end). Composite keys are spelled out, since not every engine uses an index for row
/// comparisons.
[[nodiscard]] std::string key_range(const std::vector<key_column>& key, const std::string& row,
                                    const std::optional<key_values>& low,
                                    const std::optional<key_values>& high, dialect d);

/// The last key of the next batch: no row when fewer than `rows` are left.
[[nodiscard]] std::string next_key_query(const job_plan& job, const std::optional<key_values>& low,
                                         std::uint64_t rows, dialect d);

/// The job's statement for one key range.
[[nodiscard]] std::string batch_statement(const job_plan& job, const std::optional<key_values>& low,
                                          const std::optional<key_values>& high, dialect d);

/// Rows that the job would still change: `count(*)`, or the first keys. Nothing when the statement
/// gives no way to tell (INSERT ... SELECT).
[[nodiscard]] std::optional<std::string> leftover_query(const job_plan& job, bool keys,
                                                        std::size_t limit, dialect d);

/// The next batch size: toward `target`, growing by half at most, shrinking at once.
[[nodiscard]] std::uint64_t next_batch_rows(std::uint64_t rows, std::chrono::milliseconds took,
                                            std::chrono::milliseconds target);

inline constexpr std::uint64_t first_batch_rows = 1'000;
inline constexpr std::uint64_t smallest_batch_rows = 10;
inline constexpr std::uint64_t largest_batch_rows = 100'000;
inline constexpr std::chrono::milliseconds default_batch_target{500};

}  // namespace sluice::migrator
