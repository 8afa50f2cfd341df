#include "phases/classify.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace sluice::phases {
namespace {

using schema::effect;
using schema::effect_kind;

/// One line an effect on an object that existed before the change; on a new one all are `expand`
/// (rows stay `data`). Additions are expand, since no old statement names what is new. What
/// tightens hurts old writers; what relaxes hurts old readers, who meet values that could not be
/// there.
struct decision {
  effect_kind kind;
  effect_class on_existing;
  std::string_view harm;  ///< "it" is what describe() names
};

constexpr std::array decisions{
    decision{effect_kind::table_created, effect_class::expand, ""},
    decision{effect_kind::table_dropped, effect_class::contract,
             "every old statement that names it fails, and its rows are lost"},
    decision{effect_kind::table_renamed, effect_class::contract,
             "every old statement that names it fails"},
    // Required: contract, see classify().
    decision{effect_kind::column_added, effect_class::expand,
             "an old INSERT that does not name it is refused"},
    decision{effect_kind::column_dropped, effect_class::contract,
             "old statements that read or write it fail, and its values are lost"},
    decision{effect_kind::column_renamed, effect_class::contract,
             "old statements that read or write it fail"},
    // MySQL and SQLite: widening is expand, see classify(). PostgreSQL: any change of a result type
    // breaks what sessions have prepared.
    decision{effect_kind::column_type_changed, effect_class::contract,
             "old readers get another type from it, and old writers send values of the former one"},
    decision{effect_kind::column_made_required, effect_class::contract,
             "old writers that leave it out or set it to NULL are refused"},
    decision{effect_kind::column_made_nullable, effect_class::contract,
             "old readers that count on a value in it will meet NULL"},
    // Replacing a default: contract, see classify().
    decision{effect_kind::default_set, effect_class::expand,
             "old writers that leave it out begin to write a value that they do not know"},
    decision{effect_kind::default_dropped, effect_class::contract,
             "old writers that leave it out are refused, or write NULL"},
    // NOT VALID too: it spares the scan, not the writers.
    decision{effect_kind::constraint_added, effect_class::contract,
             "old writers whose rows do not satisfy it are refused, whatever column they write"},
    // Check and foreign key: a relaxation; unique: ON CONFLICT and ON DUPLICATE KEY lose their key.
    decision{effect_kind::constraint_dropped, effect_class::contract,
             "old statements that count on what it guarantees meet rows that break it"},
    // Rows are refused since the constraint was added; this only scans.
    decision{effect_kind::constraint_validated, effect_class::expand, ""},
    // Unique: contract, see classify().
    decision{effect_kind::index_created, effect_class::expand,
             "old writers that repeat a value in it are refused"},
    decision{effect_kind::index_dropped, effect_class::contract,
             "old queries that need it become slow"},
    // Replacing: contract, see classify().
    decision{effect_kind::view_created, effect_class::expand,
             "old statements that read it get what the new text selects"},
    decision{effect_kind::view_dropped, effect_class::contract,
             "every old statement that names it fails"},
    decision{effect_kind::routine_created, effect_class::expand, ""},
    decision{effect_kind::routine_replaced, effect_class::contract,
             "old statements and triggers that call it get what the new body does"},
    decision{effect_kind::routine_dropped, effect_class::contract,
             "every old statement that calls it fails"},
    // A sync trigger is how old and new columns are kept equal. Replacing: contract, see
    // classify().
    decision{effect_kind::trigger_created, effect_class::expand,
             "old writers lose what it did to their rows until now"},
    decision{effect_kind::trigger_dropped, effect_class::contract,
             "old writers lose what it did to their rows; a column that it kept equal drifts"},
    decision{effect_kind::other_created, effect_class::expand, ""},
    decision{effect_kind::object_dropped, effect_class::contract,
             "every old statement that uses it fails, and what is made of it goes as well"},
    decision{effect_kind::object_renamed, effect_class::contract,
             "every old statement that names it fails"},
    decision{effect_kind::object_changed, effect_class::contract,
             "old statements that use it get something else"},
    // Old readers meet it only when a newer release has written it.
    decision{effect_kind::value_added, effect_class::expand, ""},
    decision{effect_kind::table_behaviour_changed, effect_class::contract,
             "old statements on it may see or write other rows"},
    decision{effect_kind::table_emptied, effect_class::contract,
             "its rows are lost to every release"},
    decision{effect_kind::privileges_revoked, effect_class::contract,
             "old statements that need it are refused"},
    decision{effect_kind::owner_changed, effect_class::contract,
             "old statements that the former owner sends are refused, unless it is granted rights"},
    decision{effect_kind::rows_inserted, effect_class::data, ""},
    decision{effect_kind::rows_updated, effect_class::data, ""},
    decision{effect_kind::rows_deleted, effect_class::data, ""},
    decision{effect_kind::session_changed, effect_class::neutral, ""},
    decision{effect_kind::transaction_controlled, effect_class::neutral, ""},
    decision{effect_kind::nothing, effect_class::neutral, ""},
    decision{effect_kind::unknown, effect_class::unknown, ""},
};

const decision& decision_for(effect_kind kind) {
  const auto found = std::find_if(decisions.begin(), decisions.end(),
                                  [&](const decision& each) { return each.kind == kind; });
  return found == decisions.end() ? decisions.back() : *found;
}

bool is_stricter(const effect& e) {
  switch (e.kind) {
    case effect_kind::column_added:
      return e.required;
    case effect_kind::default_set:
    case effect_kind::view_created:
    case effect_kind::trigger_created:
      return e.replaced;
    case effect_kind::index_created:
      return e.unique;
    default:
      return false;
  }
}

std::string dotted(const effect& e) {
  return e.table.empty() ? e.object : e.object.empty() ? e.table : e.table + "." + e.object;
}

std::string on_table(const effect& e, std::string_view kind) {
  std::string out(kind);
  out += e.object.empty() ? "" : " " + e.object;
  return e.table.empty() ? out : out + " on " + e.table;
}

std::string constraint_words(const effect& e) {
  std::string out = e.constraint.empty() ? "constraint" : e.constraint + " constraint";
  if (e.constraint == "primary key") {
    return "the primary key of " + e.table;
  }
  return on_table(e, out);
}

std::string_view repeated_values(dialect d) {
  return d == dialect::postgres ? "old writers that repeat a value are refused"
                                : "old writers that repeat a value are refused, and an old REPLACE "
                                  "deletes the other row";
}

std::string_view lost_uniqueness(dialect d) {
  return d == dialect::mysql ? "old upserts that rely on it insert second rows"
                             : "old upserts that rely on it fail, and values may repeat";
}

/// Where the table's sentence can be said more exactly.
std::string_view exact_harm(const effect& e, dialect d) {
  const bool unique = e.unique || e.constraint == "unique" || e.constraint == "primary key";
  switch (e.kind) {
    case effect_kind::constraint_added:
    case effect_kind::index_created:
      return unique ? repeated_values(d)
             : e.constraint == "foreign key"
                 ? "old writers that store a row without its parent, or delete a parent, are "
                   "refused"
             : e.constraint == "exclude" ? "old writers whose rows exclude each other are refused"
                                         : "";
    case effect_kind::constraint_dropped:
    case effect_kind::index_dropped:
      return unique ? lost_uniqueness(d)
             : e.constraint == "foreign key"
                 ? "rows without a parent may appear, which old readers do not expect"
                 : "";
    case effect_kind::column_type_changed:
      // Only PostgreSQL counts a widening as contract.
      return e.widens ? "sessions that have prepared a query which returns it fail (\"cached plan "
                        "must not change result type\")"
                      : "";
    default:
      return "";
  }
}

}  // namespace

std::string_view class_name(effect_class c) {
  switch (c) {
    case effect_class::neutral:
      return "neutral";
    case effect_class::expand:
      return "expand";
    case effect_class::data:
      return "data";
    case effect_class::contract:
      return "contract";
    case effect_class::unknown:
      break;
  }
  return "unknown";
}

effect_class classify(const effect& e, dialect d) {
  const effect_class usual = decision_for(e.kind).on_existing;
  if (usual != effect_class::contract && usual != effect_class::expand) {
    return usual;
  }
  if (!e.existed_before) {
    return effect_class::expand;
  }
  if (e.kind == effect_kind::column_type_changed && e.widens && d != dialect::postgres) {
    return effect_class::expand;
  }
  return is_stricter(e) ? effect_class::contract : usual;
}

effect_class classify(const std::vector<effect>& effects, dialect d) {
  effect_class worst = effect_class::neutral;
  for (const auto& e : effects) {
    worst = std::max(worst, classify(e, d));
  }
  return worst;
}

std::string describe(const effect& e) {
  switch (e.kind) {
    case effect_kind::table_created:
      return "creates table " + e.table;
    case effect_kind::table_dropped:
      return "drops table " + e.table;
    case effect_kind::table_renamed:
      return "renames table " + e.table + " to " + e.to;
    case effect_kind::column_added:
      return std::string(e.required ? "adds required column " : "adds column ") + dotted(e);
    case effect_kind::column_dropped:
      return "drops column " + dotted(e);
    case effect_kind::column_renamed:
      return "renames column " + dotted(e) + " to " + e.to;
    case effect_kind::column_type_changed:
      return "changes the type of column " + dotted(e) + (e.to.empty() ? "" : " to " + e.to);
    case effect_kind::column_made_required:
      return "makes column " + dotted(e) + " NOT NULL";
    case effect_kind::column_made_nullable:
      return "lets column " + dotted(e) + " be NULL";
    case effect_kind::default_set:
      return std::string(e.replaced ? "changes the default of column "
                                    : "gives a default to column ") +
             dotted(e);
    case effect_kind::default_dropped:
      return "drops the default of column " + dotted(e);
    case effect_kind::constraint_added:
      return "adds " + constraint_words(e);
    case effect_kind::constraint_dropped:
      return "drops " + constraint_words(e);
    case effect_kind::constraint_validated:
      return "validates constraint " + e.object + " on " + e.table;
    case effect_kind::index_created:
      return "creates " + on_table(e, e.unique ? "unique index" : "index");
    case effect_kind::index_dropped:
      return "drops " + on_table(e, e.unique ? "unique index" : "index");
    case effect_kind::view_created:
      return std::string(e.replaced ? "replaces view " : "creates view ") + e.object;
    case effect_kind::view_dropped:
      return "drops view " + e.object;
    case effect_kind::routine_created:
      return "creates routine " + e.object;
    case effect_kind::routine_replaced:
      return "replaces routine " + e.object;
    case effect_kind::routine_dropped:
      return "drops routine " + e.object;
    case effect_kind::trigger_created:
      return std::string(e.replaced ? "replaces " : "creates ") + on_table(e, "trigger");
    case effect_kind::trigger_dropped:
      return "drops " + on_table(e, "trigger");
    case effect_kind::other_created:
      return e.object.empty() ? "creates what no old statement names" : "creates " + e.object;
    case effect_kind::object_dropped:
      return "drops " + e.object;
    case effect_kind::object_renamed:
      return "renames " + e.object + " to " + e.to;
    case effect_kind::object_changed:
      return "changes " + e.object;
    case effect_kind::value_added:
      return "adds a value to " + e.object;
    case effect_kind::table_behaviour_changed:
      return "changes what statements on " + e.table + " do, by " + e.object;
    case effect_kind::table_emptied:
      return "empties table " + e.table;
    case effect_kind::privileges_revoked:
      return "revokes a privilege";
    case effect_kind::owner_changed:
      return "gives another owner to " + (e.table.empty() ? e.object : "table " + e.table);
    case effect_kind::rows_inserted:
      return "inserts rows into " + e.table;
    case effect_kind::rows_updated:
      return "updates rows of " + e.table;
    case effect_kind::rows_deleted:
      return "deletes rows of " + e.table;
    case effect_kind::session_changed:
      return "changes a session setting";
    case effect_kind::transaction_controlled:
      return "begins or ends a transaction";
    case effect_kind::nothing:
      return "changes nothing";
    case effect_kind::unknown:
      break;
  }
  return "does what Sluice does not understand";
}

std::string harm(const effect& e, dialect d) {
  if (classify(e, d) != effect_class::contract) {
    return {};
  }
  const std::string_view exact = exact_harm(e, d);
  return std::string(exact.empty() ? decision_for(e.kind).harm : exact);
}

}  // namespace sluice::phases
