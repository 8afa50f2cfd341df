#pragma once

#include "dialects/schema/model.hpp"
#include "dialects/sql/script.hpp"

#include <string>
#include <vector>

namespace sluice::schema {

/// What one statement does to the schema or the data.
enum class effect_kind {
  table_created,
  table_dropped,
  table_renamed,
  column_added,
  column_dropped,
  column_renamed,
  column_type_changed,
  column_made_required,  ///< NOT NULL set
  column_made_nullable,
  default_set,
  default_dropped,
  constraint_added,
  constraint_dropped,
  constraint_validated,
  index_created,
  index_dropped,
  view_created,
  view_dropped,
  routine_created,
  routine_replaced,
  routine_dropped,
  trigger_created,
  trigger_dropped,
  other_created,   ///< a type, sequence, schema, extension ...
  object_dropped,  ///< one of these
  object_renamed,
  object_changed,
  value_added,              ///< to an enum type
  table_behaviour_changed,  ///< a policy or rule: which rows statements see, or what they do
  table_emptied,            ///< TRUNCATE
  privileges_revoked,
  owner_changed,  ///< the former owner has no rights by itself any more
  rows_inserted,
  rows_updated,
  rows_deleted,
  session_changed,
  transaction_controlled,
  nothing,  ///< a query, or IF EXISTS / IF NOT EXISTS without anything to do
  unknown   ///< an opaque statement or action
};

/// SQLite: the object of table_behaviour_changed when a table becomes STRICT or WITHOUT ROWID, or
/// is so no longer.
constexpr std::string_view strict_option = "the STRICT option";
constexpr std::string_view rowid_option = "the rowid";

[[nodiscard]] std::string_view effect_name(effect_kind kind);  // "column-dropped"

struct effect {
  effect_kind kind = effect_kind::unknown;
  std::string table;           ///< the table concerned, empty when none
  std::string object;          ///< column, index, constraint, trigger, view, routine; "type mood"
  std::string to;              ///< the new name of a rename, the new type of a type change
  text::span where;            ///< what to point at
  bool existed_before = true;  ///< the table (or object) was there before this statement's change
  bool required = false;       ///< column_added: NOT NULL without a default or generated value
  bool unique = false;       ///< index_created, index_dropped, constraint_added, constraint_dropped
  bool whole_table = false;  ///< rows_updated, rows_deleted: every row or a range of no known bound
  bool replaced = false;     ///< default_set, view_created, trigger_created: there was one before
  /// column_type_changed: every old value fits, old text forms unchanged. strict_option,
  /// rowid_option: the table is built anew as an ordinary one.
  bool widens = false;
  std::vector<std::string>
      columns;             ///< index_created, constraint_added: what it is about, if known
  std::string constraint;  ///< constraint_added, constraint_dropped: kind, as the model has it
  /// nothing: what IF EXISTS or IF NOT EXISTS left out, judged by a model that may not know it all.
  effect_kind skipped = effect_kind::nothing;
};

/// Applies one statement to the model and says what that did. `file` is the text the statement's
/// spans point into. An object that the model does not hold is taken to exist outside of it: the
/// effect is still reported and the model left as it is. `existed_before` is true for all effects
/// here; the caller that knows where a change begins corrects it (see mark_existing).
[[nodiscard]] std::vector<effect> fold(model& m, const sql::parsed_statement& statement,
                                       const text::source& file, dialect d);

/// Sets existed_before: false for effects on tables (or columns, triggers, views, routines,
/// indexes, constraints) that `before` does not hold although `now` does, i.e. which were created
/// since. `now` is the model just before the statement; what an earlier effect of the same
/// statement creates counts too. A constraint or unique index existed_before when any column it is
/// about did.
void mark_existing(std::vector<effect>& effects, const model& before, const model& now);

/// Whether what a statement does is already there in a live model; used after a crash.
enum class presence {
  present,  ///< the end state is there
  absent,   ///< nothing of it is there
  partial,  ///< some of it, or an invalid remnant
  unknown   ///< cannot be told from the catalogue
};
struct presence_report {
  presence state = presence::unknown;
  std::string evidence;     ///< one sentence: "column users.display_name exists"
  bool repeatable = false;  ///< running it again from any state gives the same end state
};
[[nodiscard]] presence_report find_presence(const model& live,
                                            const sql::parsed_statement& statement,
                                            const text::source& file, dialect d);

}  // namespace sluice::schema
