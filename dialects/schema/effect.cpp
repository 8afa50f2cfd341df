#include "dialects/schema/effect.hpp"

#include "dialects/schema/names.hpp"

#include <algorithm>
#include <set>

namespace sluice::schema {
namespace {

/// Objects are compared as "t users", "c users.email", "i users.ix": enough to ask "is it new?".
std::string column_id(std::string_view table, std::string_view column) {
  return "c " + std::string(table) + "." + std::string(column);
}

/// The object as `before` knew it: under its name, or under the name it had before a rename.
const table* earlier_table(const model& before, const table& now) {
  if (const table* t = before.find(now.name)) return t;
  const std::string& first = first_name(now);
  if (const table* t = before.find(first); t != nullptr && t->former.text.empty()) return t;
  for (const auto& [key, t] : before.tables) {
    if (!t.former.text.empty() && t.former.text == first) return &t;
  }
  return nullptr;
}

bool holds_column(const table& before, const column& now) {
  return std::any_of(before.columns.begin(), before.columns.end(), [&](const column& c) {
    return c.name == now.name || first_name(c) == first_name(now);
  });
}

/// By name alone: a renamed table takes its triggers along.
bool holds_trigger(const model& m, const std::string& name) {
  return std::any_of(m.triggers.begin(), m.triggers.end(),
                     [&](const auto& entry) { return entry.second.name == name; });
}

/// What was created between `before` and now, and by earlier effects of the statement.
class history {
 public:
  history(const model& before, const model& now) : before_(before), now_(now) {}

  [[nodiscard]] bool is_new_table(const std::string& name) const {
    if (created_.count("t " + name) != 0) {
      return true;
    }
    const table* t = now_.find(name);
    if (t == nullptr) {  // an index on a materialized view, a trigger on a view
      return now_.views.count(name) != 0 && before_.views.count(name) == 0;
    }
    return earlier_table(before_, *t) == nullptr;
  }

  [[nodiscard]] bool is_new_column(const std::string& table_name, const std::string& name) const {
    if (is_new_table(table_name) || created_.count(column_id(table_name, name)) != 0) {
      return true;
    }
    const table* t = now_.find(table_name);
    const column* c = t == nullptr ? nullptr : t->find(name);
    if (c == nullptr) {
      return false;
    }
    const table* earlier = earlier_table(before_, *t);
    return earlier->columns_complete && !holds_column(*earlier, *c);
  }

  [[nodiscard]] bool all_new(const effect& e) const {
    return !e.columns.empty() &&
           std::all_of(e.columns.begin(), e.columns.end(),
                       [&](const std::string& c) { return is_new_column(e.table, c); });
  }

  /// For constraints and indexes: `holds` says whether a table has the one the effect names.
  template <typename Holds>
  [[nodiscard]] bool is_new_part(const effect& e, Holds holds) const {
    if (is_new_table(e.table)) {
      return true;
    }
    const table* t = now_.find(e.table);
    return t != nullptr && holds(*t, e.object) && !holds(*earlier_table(before_, *t), e.object);
  }

  [[nodiscard]] bool is_new(const effect& e) const {
    switch (e.kind) {
      case effect_kind::column_dropped:
      case effect_kind::column_renamed:
      case effect_kind::column_type_changed:
      case effect_kind::column_made_required:
      case effect_kind::column_made_nullable:
      case effect_kind::default_set:
      case effect_kind::default_dropped:
        return is_new_column(e.table, e.object);
      case effect_kind::constraint_added:
      case effect_kind::index_created:
        return is_new_table(e.table) || all_new(e);
      case effect_kind::constraint_dropped:
      case effect_kind::constraint_validated:
        return is_new_part(e, [](const table& t, const std::string& name) {
          return t.constraints.count(name) != 0;
        });
      case effect_kind::index_dropped:
        return is_new_part(
            e, [](const table& t, const std::string& name) { return t.indexes.count(name) != 0; });
      case effect_kind::view_created:
      case effect_kind::view_dropped:
        return before_.views.count(e.object) == 0 && now_.views.count(e.object) != 0;
      case effect_kind::routine_created:
      case effect_kind::routine_replaced:
      case effect_kind::routine_dropped:
        return before_.routines.count(e.object) == 0 && now_.routines.count(e.object) != 0;
      case effect_kind::trigger_created:
      case effect_kind::trigger_dropped:
        return is_new_table(e.table) || (!holds_trigger(before_, e.object) &&
                                         now_.triggers.count(e.table + "." + e.object) != 0);
      case effect_kind::table_renamed:
        return is_new_table(e.table) ||
               (before_.views.count(e.table) == 0 && now_.views.count(e.table) != 0);
      case effect_kind::object_dropped:
      case effect_kind::object_renamed:
      case effect_kind::object_changed:
      case effect_kind::value_added:
      case effect_kind::owner_changed:
        if (e.object.empty()) return is_new_table(e.table);
        return before_.objects.count(e.object) == 0 && now_.objects.count(e.object) != 0;
      case effect_kind::table_behaviour_changed:  // of a column whether SELECT * shows it
        return is_new_table(e.table) || is_new_column(e.table, e.object);
      case effect_kind::table_created:
      case effect_kind::table_dropped:
      case effect_kind::column_added:
      case effect_kind::other_created:
      case effect_kind::table_emptied:
      case effect_kind::privileges_revoked:
      case effect_kind::rows_inserted:
      case effect_kind::rows_updated:
      case effect_kind::rows_deleted:
      case effect_kind::session_changed:
      case effect_kind::transaction_controlled:
      case effect_kind::nothing:
      case effect_kind::unknown:
        break;
    }
    return !e.table.empty() && is_new_table(e.table);
  }

  void remember(const effect& e) {
    if (e.kind == effect_kind::table_created) {
      created_.insert("t " + e.table);
    } else if (e.kind == effect_kind::column_added) {
      created_.insert(column_id(e.table, e.object));
    } else if (!e.existed_before && e.kind == effect_kind::column_renamed) {
      created_.insert(column_id(e.table, e.to));
    } else if (!e.existed_before && e.kind == effect_kind::table_renamed) {
      created_.insert("t " + e.to);
    }
  }

 private:
  const model& before_;
  const model& now_;
  std::set<std::string> created_;
};

}  // namespace

std::string_view effect_name(effect_kind kind) {
  switch (kind) {
    case effect_kind::table_created:
      return "table-created";
    case effect_kind::table_dropped:
      return "table-dropped";
    case effect_kind::table_renamed:
      return "table-renamed";
    case effect_kind::column_added:
      return "column-added";
    case effect_kind::column_dropped:
      return "column-dropped";
    case effect_kind::column_renamed:
      return "column-renamed";
    case effect_kind::column_type_changed:
      return "column-type-changed";
    case effect_kind::column_made_required:
      return "column-made-required";
    case effect_kind::column_made_nullable:
      return "column-made-nullable";
    case effect_kind::default_set:
      return "default-set";
    case effect_kind::default_dropped:
      return "default-dropped";
    case effect_kind::constraint_added:
      return "constraint-added";
    case effect_kind::constraint_dropped:
      return "constraint-dropped";
    case effect_kind::constraint_validated:
      return "constraint-validated";
    case effect_kind::index_created:
      return "index-created";
    case effect_kind::index_dropped:
      return "index-dropped";
    case effect_kind::view_created:
      return "view-created";
    case effect_kind::view_dropped:
      return "view-dropped";
    case effect_kind::routine_created:
      return "routine-created";
    case effect_kind::routine_replaced:
      return "routine-replaced";
    case effect_kind::routine_dropped:
      return "routine-dropped";
    case effect_kind::trigger_created:
      return "trigger-created";
    case effect_kind::trigger_dropped:
      return "trigger-dropped";
    case effect_kind::other_created:
      return "other-created";
    case effect_kind::object_dropped:
      return "object-dropped";
    case effect_kind::object_renamed:
      return "object-renamed";
    case effect_kind::object_changed:
      return "object-changed";
    case effect_kind::value_added:
      return "value-added";
    case effect_kind::table_behaviour_changed:
      return "table-behaviour-changed";
    case effect_kind::table_emptied:
      return "table-emptied";
    case effect_kind::privileges_revoked:
      return "privileges-revoked";
    case effect_kind::owner_changed:
      return "owner-changed";
    case effect_kind::rows_inserted:
      return "rows-inserted";
    case effect_kind::rows_updated:
      return "rows-updated";
    case effect_kind::rows_deleted:
      return "rows-deleted";
    case effect_kind::session_changed:
      return "session-changed";
    case effect_kind::transaction_controlled:
      return "transaction-controlled";
    case effect_kind::nothing:
      return "nothing";
    case effect_kind::unknown:
      return "unknown";
  }
  return "unknown";
}

void mark_existing(std::vector<effect>& effects, const model& before, const model& now) {
  history seen(before, now);
  for (auto& e : effects) {
    if (seen.is_new(e)) {
      e.existed_before = false;
    }
    seen.remember(e);
  }
}

}  // namespace sluice::schema
