#include "dialects/schema/rebuild.hpp"

#include "dialects/schema/folding.hpp"
#include "dialects/schema/names.hpp"

#include <algorithm>

namespace sluice::schema {
namespace {

/// What differs between a table and the one that takes its place.
class comparison {
 public:
  /// `before` is the model in which `was` is found.
  comparison(const table& was, const table& is, const model& before, text::span where, dialect d)
      : was_(was), is_(is), before_(before), where_(where), dialect_(d) {}

  std::vector<effect> run() {
    for (const column& c : is_.columns) {
      if (find_column(was_, c.name, dialect_) == nullptr) {
        report(effect_kind::column_added, c.name).required = c.required();
      }
    }
    for (const column& c : was_.columns) {
      if (const column* now = find_column(is_, c.name, dialect_)) {
        compare(c, *now);
      } else {
        report(effect_kind::column_dropped, c.name);
      }
    }
    compare_constraints();
    compare_indexes();
    each_option_change(was_, is_, [&](std::string_view option, bool given_up) {
      report(effect_kind::table_behaviour_changed, std::string(option)).widens = given_up;
    });
    return std::move(effects_);
  }

 private:
  effect& report(effect_kind kind, const std::string& object) {
    effect e;
    e.kind = kind;
    e.table = was_.name;
    e.object = object;
    e.where = where_;
    effects_.push_back(std::move(e));
    return effects_.back();
  }

  void compare(const column& was, const column& is) {
    const bool same_expression = was.generated == is.generated &&
                                 (!was.generated || was.default_text.text == is.default_text.text);
    if (plain_type(was.type, dialect_) != plain_type(is.type, dialect_) || !same_expression) {
      effect& e = report(effect_kind::column_type_changed, was.name);
      e.to = (is.generated && !same_expression ? "generated " : "") + is.type;
      e.widens = same_expression && type_widens(was.type, is.type, dialect_);
    }
    if (was.nullable && !is.nullable) {
      report(effect_kind::column_made_required, was.name).required = is.required();
    } else if (!was.nullable && is.nullable) {
      report(effect_kind::column_made_nullable, was.name);
    }
    const bool had_value = was.has_default || was.generates_value;
    if (had_value && !is.has_default && !is.generates_value) {
      report(effect_kind::default_dropped, was.name).required = !is.nullable;
    } else if (!had_value && is.has_default) {
      report(effect_kind::default_set, was.name);
    } else if (was.has_default && is.has_default && was.default_text.text != is.default_text.text) {
      report(effect_kind::default_set, was.name).replaced = true;
    }
  }

  /// SQLite: a key follows the table that it refers to when that is renamed aside.
  [[nodiscard]] bool same_table(const std::string& a, const std::string& b) const {
    const auto at_first = [&](const std::string& name) {
      const table* t = find_table(before_, name, dialect_);
      return t == nullptr ? name : first_name(*t);
    };
    return same_name(a, b, dialect_) || same_name(at_first(a), at_first(b), dialect_);
  }

  /// The table that takes the place as it is now. What is added to it later, its statement tells.
  [[nodiscard]] const table* copy() const {
    const table* t = find_table(before_, first_name(is_), dialect_);
    return t == &was_ ? nullptr : t;
  }

  /// By what they demand: the names that engines give differ.
  [[nodiscard]] bool has_like(const table& t, const constraint& c) const {
    return std::any_of(t.constraints.begin(), t.constraints.end(),
                       [&](const auto& entry) {
                         return entry.second.kind == c.kind &&
                                same_columns(entry.second.columns, c.columns) &&
                                same_table(entry.second.references, c.references) &&
                                entry.second.on_delete == c.on_delete &&
                                entry.second.on_update == c.on_update;
                       }) ||
           (c.kind == "unique" && std::any_of(t.indexes.begin(), t.indexes.end(), [&](auto& entry) {
              return entry.second.unique && !entry.second.partial &&
                     same_columns(entry.second.columns, c.columns);
            }));
  }
  [[nodiscard]] bool has_like(const table& t, const index& i) const {
    constraint key;
    key.kind = "unique";
    key.columns = i.columns;
    if (i.unique && !i.partial && has_like(t, key)) return true;
    return std::any_of(t.indexes.begin(), t.indexes.end(), [&](const auto& entry) {
      return entry.second.unique == i.unique && entry.second.partial == i.partial &&
             same_columns(entry.second.columns, i.columns);
    });
  }
  [[nodiscard]] bool same_columns(const std::vector<std::string>& a,
                                  const std::vector<std::string>& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const auto& x, const auto& y) { return same_name(x, y, dialect_); });
  }

  void compare_constraints() {
    const auto tell = [&](effect_kind kind, const constraint& c) {
      effect& e = report(kind, c.name);
      e.constraint = c.kind;
      e.columns = c.columns;
      e.unique = c.kind == "unique" || c.kind == "primary key";
    };
    for (const auto& [name, c] : is_.constraints) {
      if (!has_like(was_, c)) {
        tell(effect_kind::constraint_added, c);
      }
    }
    for (const auto& [name, c] : was_.constraints) {
      // A constraint on a column that is gone went with it.
      if (!has_like(is_, c) && all_kept(c.columns)) {
        tell(effect_kind::constraint_dropped, c);
      }
    }
  }

  void compare_indexes() {
    const auto tell = [&](effect_kind kind, const index& i) {
      effect& e = report(kind, i.name);
      e.unique = i.unique;
      e.columns = i.columns;
    };
    const auto is_constraint = [](const table& t, const std::string& name) {
      return t.constraints.count(name) != 0;
    };
    const table* now = copy();
    for (const auto& [name, i] : is_.indexes) {
      const bool later = now == nullptr || now->indexes.count(name) == 0;
      if (!later && !has_like(was_, i) && !is_constraint(is_, name)) {
        tell(effect_kind::index_created, i);
      }
    }
    for (const auto& [name, i] : was_.indexes) {
      if (!has_like(is_, i) && all_kept(i.columns) && !is_constraint(was_, name)) {
        tell(effect_kind::index_dropped, i);
      }
    }
  }

  [[nodiscard]] bool all_kept(const std::vector<std::string>& columns) const {
    return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
      return find_column(is_, name, dialect_) != nullptr;
    });
  }

  const table& was_;
  const table& is_;
  const model& before_;
  text::span where_;
  dialect dialect_;
  std::vector<effect> effects_;
};

effect with_nothing(effect e) {
  e.skipped = effect_kind::nothing;
  e.kind = effect_kind::nothing;
  return e;
}

/// The rows of one table get into another, perhaps by way of a third.
bool is_copied(const std::set<row_copy>& copied, const std::string& from, const table& to,
               dialect d) {
  std::vector<std::string> reached{from};
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (const row_copy& each : copied) {
      if (!same_name(each.from, reached[i], d)) continue;
      if (same_name(each.to, to.name, d) || same_name(each.to, first_name(to), d)) return true;
      const bool known = std::any_of(reached.begin(), reached.end(), [&](const std::string& name) {
        return same_name(name, each.to, d);
      });
      if (!known) reached.push_back(each.to);
    }
  }
  return false;
}

/// The triggers on a table end with it, unless they are made again.
void add_lost_triggers(const model& before, const model& end, const effect& dropped, dialect d,
                       std::vector<effect>& effects) {
  for (const auto& [key, t] : before.triggers) {
    if (same_name(t.table, dropped.table, d) && find_trigger(end, t.name, t.table, d).empty()) {
      effect e = dropped;
      e.kind = effect_kind::trigger_dropped;
      e.object = t.name;
      effects.push_back(std::move(e));
    }
  }
}

/// An index on the new table that the one before it had too.
bool is_made_again(const effect& e, const model& start, const model& before, dialect d) {
  if (e.kind != effect_kind::index_created) {
    return false;
  }
  const table* was = find_table(start, e.table, d);
  const table* is = find_table(before, e.table, d);
  if (was == nullptr || is == nullptr || first_name(*was) == first_name(*is)) {
    return false;
  }
  return std::any_of(was->indexes.begin(), was->indexes.end(), [&](const auto& entry) {
    const index& i = entry.second;
    return i.unique == e.unique &&
           std::equal(i.columns.begin(), i.columns.end(), e.columns.begin(), e.columns.end(),
                      [&](const auto& x, const auto& y) { return same_name(x, y, d); });
  });
}

}  // namespace

std::vector<row_copy> copied_rows(const sql::parsed_statement& statement, dialect d) {
  std::vector<row_copy> copies;
  const auto* insert = std::get_if<sql::insert>(&statement.what);
  if (insert != nullptr && insert->query) {
    for (const sql::table_reference& t : insert->query->tables) {
      copies.push_back({model_name(t.table, d), model_name(insert->table, d)});
    }
  }
  return copies;
}

void see_rebuilds(std::vector<effect>& effects, const model& start, const model& before,
                  const model& end, const std::set<row_copy>& copied, bool at_once, dialect d) {
  std::vector<effect> seen;
  for (effect& e : effects) {
    if (is_made_again(e, start, before, d)) {
      seen.push_back(with_nothing(std::move(e)));
      continue;
    }
    const table* was = find_table(before, e.table, d);
    const bool dropped = e.kind == effect_kind::table_dropped;
    const bool renamed = e.kind == effect_kind::table_renamed;
    if ((!dropped && !renamed) || was == nullptr) {
      seen.push_back(std::move(e));
      continue;
    }
    const bool back = renamed && same_name(e.to, first_name(*was), d);
    const table* instead = find_table(end, first_name(*was), d);
    const bool left_over = dropped && first_name(*was) != was->name && instead != nullptr &&
                           is_copied(copied, was->name, *instead, d);
    if (back || left_over) {  // where it was; or renamed aside, replaced, copied
      seen.push_back(with_nothing(std::move(e)));
      continue;
    }
    const table* is = find_table(end, e.table, d);
    const bool carried = is != nullptr && (is_copied(copied, e.table, *is, d) ||
                                           is_copied(copied, renamed ? e.to : e.table, *is, d));
    if (!carried) {
      if (is != nullptr && dropped && at_once) e.kind = effect_kind::table_emptied;  // made anew
      seen.push_back(std::move(e));
      continue;
    }
    const bool known = was->columns_complete && is->columns_complete && !is->columns.empty();
    if (!known && at_once) {
      seen.push_back(std::move(e));
      continue;
    }
    if (known) {
      for (effect& difference : comparison(*was, *is, before, e.where, d).run())
        seen.push_back(std::move(difference));
    }
    add_lost_triggers(before, end, e, d, seen);
    if (at_once) {
      seen.push_back(with_nothing(std::move(e)));
    } else {
      e.replaced = true;
      seen.push_back(std::move(e));
    }
  }
  effects = std::move(seen);
}

}  // namespace sluice::schema
