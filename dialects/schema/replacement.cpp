#include "dialects/schema/replacement.hpp"

#include "dialects/schema/condition.hpp"
#include "dialects/schema/names.hpp"

#include <algorithm>

namespace sluice::schema {
namespace {

void undo(effect& e) {
  e.kind = effect_kind::nothing;
  e.skipped = effect_kind::nothing;
}

class replacements {
 public:
  replacements(const places& at, dialect d) : at_(at), dialect_(d) {}

  void look_at(effect& e) const {
    switch (e.kind) {
      case effect_kind::constraint_added:
        return added_constraint(e);
      case effect_kind::constraint_dropped:
        return dropped_constraint(e);
      case effect_kind::index_created:
        return added_index(e);
      case effect_kind::index_dropped:
        return dropped_index(e);
      case effect_kind::view_dropped:
        if (at_.seen.views.count(e.object) != 0) undo(e);
        e.replaced = find_table(at_.seen, e.object, dialect_) != nullptr;
        return;
      case effect_kind::view_created:
        e.replaced = e.replaced || (at_.change_start.views.count(e.object) != 0 &&
                                    at_.before.views.count(e.object) == 0);
        return;
      case effect_kind::trigger_dropped:
        // Made again by the next statement; what it does then, that one tells.
        if (!find_trigger(at_.seen, e.object, e.table, dialect_).empty() ||
            !find_trigger(at_.step_end, e.object, e.table, dialect_).empty())
          undo(e);
        return;
      case effect_kind::object_dropped:
        if (e.object.starts_with("type ") && at_.seen.objects.count(e.object) != 0)
          e.kind = effect_kind::object_changed;
        return;
      case effect_kind::trigger_created:
        return added_trigger(e);
      case effect_kind::object_renamed:
        if (e.object.starts_with("type ") && at_.seen.objects.count(e.object) != 0) undo(e);
        return;
      default:
        return;
    }
  }

 private:
  /// The table that an effect is about, as it was when the change began: the one that old
  /// statements found under the name, or the one that has got it since.
  [[nodiscard]] const table* at_start(const effect& e) const {
    if (const table* t = find_table(at_.change_start, e.table, dialect_)) return t;
    const table* now = find_table(at_.before, e.table, dialect_);
    return now == nullptr ? nullptr : find_table(at_.change_start, first_name(*now), dialect_);
  }

  /// The table when others look, or when the step is done: a table that is being rebuilt is not
  /// there in between. Of one that was renamed aside, the one that took its name.
  [[nodiscard]] const table* later(const effect& e) const {
    const table* was = find_table(at_.before, e.table, dialect_);
    for (const std::string& name : {was == nullptr ? e.table : first_name(*was), e.table}) {
      if (const table* t = find_table(at_.seen, name, dialect_)) return t;
      if (const table* t = find_table(at_.step_end, name, dialect_)) return t;
    }
    return nullptr;
  }

  [[nodiscard]] bool same_columns(const std::vector<std::string>& a,
                                  const std::vector<std::string>& b) const {
    return !a.empty() &&
           std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](const auto& x, const auto& y) {
             return !x.empty() && same_name(x, y, dialect_);
           });
  }

  [[nodiscard]] bool is_key(const constraint& c) const {
    return c.kind == "unique" || c.kind == "primary key";
  }

  /// No two rows may be equal in these columns, for a constraint or an index says so.
  [[nodiscard]] bool is_unique(const table& t, const std::vector<std::string>& columns,
                               bool nulls_distinct) const {
    return std::any_of(
               t.constraints.begin(), t.constraints.end(),
               [&](const auto& entry) {
                 const constraint& c = entry.second;
                 return (c.kind == "primary key" || (c.kind == "unique" && nulls_distinct)) &&
                        c.enforced && same_columns(c.columns, columns);
               }) ||
           std::any_of(t.indexes.begin(), t.indexes.end(), [&](const auto& entry) {
             const index& i = entry.second;
             return i.unique && i.valid && !i.partial && i.orders.empty() &&
                    i.nulls_distinct == nulls_distinct && same_columns(i.columns, columns);
           });
  }

  /// Some of these columns tell any two rows apart already.
  [[nodiscard]] bool tells_apart(const table& t, const std::vector<std::string>& columns,
                                 bool nulls_distinct) const {
    const auto within = [&](const std::vector<std::string>& key) {
      return !key.empty() && std::all_of(key.begin(), key.end(), [&](const std::string& each) {
        return std::any_of(columns.begin(), columns.end(), [&](const std::string& c) {
          return !each.empty() && same_name(each, c, dialect_);
        });
      });
    };
    return std::any_of(t.constraints.begin(), t.constraints.end(),
                       [&](const auto& entry) {
                         return is_key(entry.second) && within(entry.second.columns) &&
                                is_unique(t, entry.second.columns, nulls_distinct);
                       }) ||
           std::any_of(t.indexes.begin(), t.indexes.end(), [&](const auto& entry) {
             return within(entry.second.columns) &&
                    is_unique(t, entry.second.columns, nulls_distinct);
           });
  }

  [[nodiscard]] bool same_reference(const constraint& a, const constraint& b) const {
    return b.kind == "foreign key" && b.enforced && same_columns(a.columns, b.columns) &&
           same_name(a.references, b.references, dialect_) &&
           (a.referenced_columns == b.referenced_columns || a.referenced_columns.empty() ||
            b.referenced_columns.empty());
  }

  /// Of foreign keys, with the actions or without.
  [[nodiscard]] const constraint* find_like(const table& t, const constraint& c) const {
    for (const auto& entry : t.constraints) {
      if (same_reference(c, entry.second)) return &entry.second;
    }
    return nullptr;
  }

  void added_constraint(effect& e) const {
    const table* was = at_start(e);
    const table* is = later(e);
    if (was == nullptr || is == nullptr) return;
    const auto made = find_entry(is->constraints, e.object, dialect_);
    if (made == is->constraints.end()) return;
    const constraint& c = made->second;
    if (is_key(c)) {
      if (tells_apart(*was, c.columns, true)) undo(e);
    } else if (c.kind == "foreign key") {
      const constraint* like = find_like(*was, c);
      if (like == nullptr) return;
      if (like->on_delete == c.on_delete && like->on_update == c.on_update) return undo(e);
      e.replaced = true;
    } else if (c.kind == "check" &&
               std::any_of(
                   was->constraints.begin(), was->constraints.end(), [&](const auto& entry) {
                     return entry.second.kind == "check" && entry.second.enforced &&
                            implies(entry.second.condition.text, c.condition.text, dialect_);
                   })) {
      undo(e);
    }
  }

  /// What names the constraint names the column, and fails for that.
  [[nodiscard]] bool loses_column(const constraint& c, const table& is) const {
    return is.columns_complete &&
           std::any_of(c.columns.begin(), c.columns.end(), [&](const std::string& name) {
             return find_column(is, name, dialect_) == nullptr;
           });
  }

  void dropped_constraint(effect& e) const {
    const table* was = find_table(at_.before, e.table, dialect_);
    const table* is = later(e);
    if (was == nullptr || is == nullptr) return;
    const auto gone = find_entry(was->constraints, e.object, dialect_);
    if (gone == was->constraints.end()) return;
    const constraint& c = gone->second;
    if (loses_column(c, *is)) return undo(e);
    if (is_key(c)) {
      if (is_unique(*is, c.columns, true)) keep_name(e, *is, c);
    } else if (c.kind == "foreign key") {
      if (find_like(*is, c) != nullptr) undo(e);
    } else if (c.kind == "check" &&
               std::any_of(is->constraints.begin(), is->constraints.end(), [&](const auto& entry) {
                 return entry.second.kind == "check" && entry.second.enforced &&
                        implies(entry.second.condition.text, c.condition.text, dialect_);
               })) {
      undo(e);
    }
  }

  /// PostgreSQL: ON CONFLICT ON CONSTRAINT names a key.
  void keep_name(effect& e, const table& is, const constraint& was) const {
    if (dialect_ != dialect::postgres || is.constraints.count(was.name) != 0) return undo(e);
    for (const auto& [name, c] : is.constraints) {
      if (!is_key(c) || !same_columns(c.columns, was.columns)) continue;
      return rename(e, was.name, name);
    }
    for (const auto& [name, i] : is.indexes) {
      if (i.unique && !i.partial && same_columns(i.columns, was.columns))
        return rename(e, was.name, name);
    }
  }

  static void rename(effect& e, const std::string& from, const std::string& to) {
    e.kind = effect_kind::object_renamed;
    e.object = "constraint " + from;
    e.to = to;
  }

  void added_index(effect& e) const {
    if (!e.unique) return;
    const table* was = at_start(e);
    const table* is = later(e);
    if (was == nullptr || is == nullptr) return;
    const auto made = find_entry(is->indexes, e.object, dialect_);
    if (made == is->indexes.end() || !made->second.orders.empty()) return;
    if (tells_apart(*was, made->second.columns, made->second.nulls_distinct)) undo(e);
  }

  [[nodiscard]] bool begins_with(const std::vector<std::string>& all,
                                 const std::vector<std::string>& first) const {
    return all.size() >= first.size() &&
           same_columns(first,
                        {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(first.size())});
  }

  /// Whatever looks for rows by the columns of `gone` can use another one.
  [[nodiscard]] bool serves(const index& gone, const index& other) const {
    // Of expressions, the name must do.
    if (gone.name == other.name && gone.columns == other.columns && gone.orders == other.orders &&
        gone.method == other.method && gone.partial == other.partial)
      return true;
    return other.valid && other.visible && !other.partial && gone.method == other.method &&
           begins_with(other.columns, gone.columns) &&
           (gone.orders == other.orders || other.orders.empty());
  }

  [[nodiscard]] bool is_served(const index& gone, const table& t) const {
    return std::any_of(t.indexes.begin(), t.indexes.end(),
                       [&](const auto& entry) { return serves(gone, entry.second); }) ||
           std::any_of(t.constraints.begin(), t.constraints.end(), [&](const auto& entry) {
             return is_key(entry.second) && gone.orders.empty() && gone.method.empty() &&
                    begins_with(entry.second.columns, gone.columns);
           });
  }

  void dropped_index(effect& e) const {
    const table* was = find_table(at_.before, e.table, dialect_);
    const table* is = later(e);
    if (was == nullptr || is == nullptr) return;
    const auto gone = find_entry(was->indexes, e.object, dialect_);
    if (gone == was->indexes.end()) return;
    const index& i = gone->second;
    if (i.unique) {
      if (!i.partial && i.orders.empty() && is_unique(*is, i.columns, i.nulls_distinct)) undo(e);
    } else if (is_served(i, *is)) {
      undo(e);
    } else if (const table* end = find_table(at_.step_end, e.table, dialect_);
               end != nullptr && is_served(i, *end)) {
      e.replaced = true;
    }
  }

  void added_trigger(effect& e) const {
    const std::string was = find_trigger(at_.change_start, e.object, e.table, dialect_);
    if (e.replaced || was.empty() || !find_trigger(at_.before, e.object, e.table, dialect_).empty())
      return;
    const std::string is = find_trigger(at_.seen, e.object, e.table, dialect_);  // as it is made
    if (!is.empty() && at_.change_start.triggers.at(was) == at_.seen.triggers.at(is)) {
      undo(e);
    } else {
      e.replaced = true;
    }
  }

  const places& at_;
  dialect dialect_;
};

}  // namespace

void see_replacements(std::vector<effect>& effects, const places& at, dialect d) {
  const replacements all(at, d);
  for (effect& e : effects) {
    if (e.existed_before) all.look_at(e);
  }
}

}  // namespace sluice::schema
