#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/model.hpp"
#include "dialects/sql/script.hpp"
#include "dialects/text/source.hpp"

#include <optional>
#include <string>
#include <vector>

/// What a statement costs the others while it runs: which locks it takes on which relations, and
/// what it does with the rows. Every claim is a row of testdata/facts and is measured there on the
/// engine that it is about.
namespace sluice::schema {

/// PostgreSQL's table-level locks from the weakest (documentation, "Explicit Locking").
enum class table_lock {
  access_share,
  row_share,
  row_exclusive,
  share_update_exclusive,  ///< blocks other schema changes, VACUUM and ANALYZE
  share,                   ///< blocks writes
  share_row_exclusive,     ///< blocks writes
  exclusive,               ///< blocks writes
  access_exclusive         ///< blocks reads and writes
};

/// How MySQL and MariaDB carry out an ALTER TABLE, from the cheapest.
enum class alter_algorithm {
  instant,  ///< metadata alone
  nocopy,   ///< MariaDB: in place, without rebuilding the clustered index
  inplace,
  copy
};

/// What MySQL and MariaDB let others do meanwhile: LOCK=NONE, SHARED, EXCLUSIVE. At its start and
/// end every ALTER waits for the open transactions on the table, whatever it says.
enum class alter_lock {
  none,
  shared,    ///< blocks writes
  exclusive  ///< blocks reads and writes
};

/// What happens to one relation.
struct relation_fact {
  std::string relation;  ///< the model's name for the table, view or index
  std::string as;        ///< why it is concerned: "referenced table"; empty: it is named itself
  std::optional<table_lock> lock;  ///< PostgreSQL: from share_update_exclusive up
  /// MySQL, MariaDB: waits until no transaction uses the table, and all that comes later waits
  /// behind it, readers too.
  bool metadata_lock = false;
  bool scans = false;         ///< reads every row while the lock is held
  bool builds_index = false;  ///< makes an index, or makes one anew
  bool rewrites = false;      ///< writes every row anew, with its indexes
  text::span where;           ///< the action of an ALTER, or the statement
  friend bool operator==(const relation_fact&, const relation_fact&) = default;
};

enum class fact_standing {
  measured,    ///< this version's behaviour is proved by our tests
  documented,  ///< by the vendor's documentation alone: the version was not run
  unknown      ///< cannot be told; `reason` says why
};

struct statement_facts {
  std::vector<relation_fact> relations;      ///< a relation once for each action about it
  std::optional<alter_algorithm> algorithm;  ///< MySQL, MariaDB: the best that the server accepts
  std::optional<alter_lock> lock;            ///< MySQL, MariaDB: with that algorithm
  bool transactional = true;  ///< a ROLLBACK undoes it; false: it commits, or runs outside of one
  fact_standing standing = fact_standing::measured;
  std::string reason;  ///< what the answer depends on that the model does not tell
};

/// `before` and `after` are the models around the statement. What they do not hold is taken to be
/// an ordinary table with rows. Facts are the worst case where `reason` says that they depend.
[[nodiscard]] statement_facts find_facts(const model& before, const model& after,
                                         const sql::parsed_statement& statement,
                                         const text::source& file, const server_version& server);

/// The version that is taken when nobody says which one runs: the one measured first.
[[nodiscard]] server_version usual_version(engine kind);

/// Whether testdata/facts was measured on this version.
[[nodiscard]] bool is_measured(const server_version& server);

/// Removes relations that are not in `live` although `before` has them: they were made since, and
/// nobody else uses them yet. What neither holds may be there as well, and stays.
void leave_out_new(statement_facts& facts, const model& live, const model& before, dialect d);

/// What others cannot do meanwhile: "blocks reads and writes".
[[nodiscard]] std::string_view blocked_by(table_lock lock);

/// "access exclusive"
[[nodiscard]] std::string_view lock_name(table_lock lock);
/// "INSTANT", as the clause is written
[[nodiscard]] std::string_view algorithm_name(alter_algorithm algorithm);
/// "NONE", as the clause is written
[[nodiscard]] std::string_view lock_name(alter_lock lock);

/// Each relation once, sorted, with all that happens to it; those to which nothing does left out.
[[nodiscard]] std::vector<relation_fact> merged(const statement_facts& facts);

/// One line a relation, sorted: "orders: access exclusive, rewrites". Of scans, builds index and
/// rewrites, each of which includes the former, the last is named. MySQL and MariaDB begin with
/// "ALGORITHM=COPY, LOCK=SHARED". "nothing" when nobody is concerned.
[[nodiscard]] std::string describe(const statement_facts& facts);

}  // namespace sluice::schema
