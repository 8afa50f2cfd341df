#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/token.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// Statements that are told apart by their words. There are more such words than token kinds, so
/// that the words are looked up in the dialect's lists before the grammar reads the rest.
namespace sluice::sql {

enum class command : std::uint8_t {
  none,
  create_object,
  alter_object,
  drop_object,
  comment,     ///< COMMENT ON, SECURITY LABEL ON
  lock,        ///< LOCK TABLE
  refresh,     ///< REFRESH MATERIALIZED VIEW
  maintain,    ///< ANALYZE, CLUSTER, REINDEX, VACUUM, OPTIMIZE ...
  explain,     ///< EXPLAIN, which runs the statement when it is told to ANALYZE
  prepare,     ///< PREPARE p AS, DECLARE c CURSOR FOR: a statement for later
  execute,     ///< EXECUTE, EXECUTE IMMEDIATE
  import,      ///< IMPORT FOREIGN SCHEMA
  two_phase,   ///< PREPARE TRANSACTION, COMMIT PREPARED, XA
  setting,     ///< RESET, DISCARD, LOAD
  rollback,    ///< ABORT
  privileges,  ///< GRANT, REVOKE
  truncate,
  call,
  block,  ///< PostgreSQL's DO
  copy,   ///< COPY table FROM; COPY ... TO is auxiliary
  load,   ///< LOAD DATA ... INTO TABLE
  auxiliary
};

/// What follows the class of an object.
enum class naming : std::uint8_t {
  named,     ///< a name, with arguments where the class has them
  typed,     ///< a type's name, which may be several words
  on_table,  ///< name ON table
  unnamed    ///< something else, which nobody asks for
};

struct object_class {
  std::string_view words;  ///< "TEXT SEARCH DICTIONARY"
  naming how = naming::named;
};

struct word_meaning {
  std::string_view words;  ///< "ANALYZE", "LOCK TABLES"
  command what{};
};

/// A dialect's statements of this sort.
struct command_lists {
  std::span<const object_class> created, altered, dropped, commented;
  std::span<const word_meaning> verbs;
};

/// What the words at the beginning say; tokens are the statement's significant ones.
struct command_plan {
  command what = command::none;
  std::size_t class_begin = 0, class_end = 0;  ///< tokens; equal when no object is concerned
  naming how = naming::unnamed;
};

[[nodiscard]] command_plan plan_command(const std::vector<token>& tokens, std::string_view bytes,
                                        dialect d);

}  // namespace sluice::sql

namespace sluice::postgres {
[[nodiscard]] sql::command_lists commands();
}
namespace sluice::mysql {
[[nodiscard]] sql::command_lists commands();
}
namespace sluice::sqlite {
[[nodiscard]] sql::command_lists commands();
}
