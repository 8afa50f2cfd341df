#include "dialects/schema/folding.hpp"
#include "dialects/schema/relatives.hpp"

#include <algorithm>

/// PostgreSQL: partitions and tables that inherit, which have what their parents have.
namespace sluice::schema {
namespace {

bool is_key(const constraint& c) {
  return c.kind == "primary key" || c.kind == "unique";
}

sql::constraint_kind kind_of(const constraint& c) {
  return c.kind == "primary key" ? sql::constraint_kind::primary_key : sql::constraint_kind::unique;
}

std::vector<sql::name> as_names(const std::vector<std::string>& names) {
  std::vector<sql::name> out;
  for (const std::string& name : names) out.push_back({name, {}, false});
  return out;
}

const constraint* like(const table& t, const constraint& wanted) {
  for (const auto& [name, c] : t.constraints) {
    if (c.kind == wanted.kind && c.columns == wanted.columns && c.references == wanted.references)
      return &c;
  }
  return nullptr;
}

const index* like(const table& t, const index& wanted) {
  for (const auto& [name, i] : t.indexes) {
    if (t.constraints.count(name) == 0 && i.columns == wanted.columns &&
        i.unique == wanted.unique && i.partial == wanted.partial && i.method == wanted.method)
      return &i;
  }
  return nullptr;
}

}  // namespace

/// The columns of the parents, in their order; what `t` has of its own follows or is merged.
void folder::inherit_columns(table& t, const std::vector<std::string>& parents) {
  std::vector<column> own = std::move(t.columns);
  t.columns.clear();
  const auto merge = [&](const column& c, bool local) {
    column* held = t.find(c.name);
    if (held == nullptr) {
      t.columns.push_back(c);
      return;
    }
    held->nullable = held->nullable && c.nullable;
    if (local && c.has_default) {
      held->has_default = true;
      held->default_text = c.default_text;
      held->default_volatility = c.default_volatility;
    }
  };
  for (const std::string& parent : parents) {
    const table* from = find_table(model_, parent, dialect_);
    if (from == nullptr || !from->columns_complete) {
      t.columns_complete = false;
      continue;
    }
    for (column c : from->columns) {
      c.former = {};
      c.comment.clear();
      if (t.partition_of.empty() && !c.identity.empty()) {  // it does not inherit
        c.identity.clear();
        c.generates_value = false;
      }
      merge(c, false);
    }
  }
  for (const column& c : own) merge(c, true);
}

/// What a partition gets of its parent, and of what it does not have already.
void folder::inherit_keys(table& t, const table& parent) {
  for (const auto& [name, c] : parent.constraints) {
    if (!c.references.empty()) model_.links.add(c.references, t.name);
    if (!is_key(c)) {
      if (c.kind == "check" ? t.constraints.count(name) == 0 : like(t, c) == nullptr) {
        model_.places.add(name, t.name);
        t.constraints[name] = c;
        t.constraints[name].comment.clear();
      }
      continue;
    }
    if (like(t, c) != nullptr) continue;
    constraint copy = c;
    copy.comment.clear();
    sql::table_constraint unnamed;
    unnamed.kind = kind_of(c);
    unnamed.parts = as_names(c.columns);
    copy.name = default_constraint_name(model_, t, unnamed, c.columns, dialect_);
    if (c.kind == "primary key") {
      t.primary_key = c.columns;
    } else if (const auto behind = parent.indexes.find(name); behind != parent.indexes.end()) {
      t.indexes[copy.name] = behind->second;
      t.indexes[copy.name].name = copy.name;
      t.indexes[copy.name].comment.clear();
    }
    model_.places.add(copy.name, t.name);
    t.constraints[copy.name] = std::move(copy);
  }
  for (const auto& [name, i] : parent.indexes) {
    if (parent.constraints.count(name) != 0 || like(t, i) != nullptr) continue;
    index copy = i;
    copy.comment.clear();
    copy.name = default_index_name(model_, t, i.named.names, dialect_);
    model_.places.add(copy.name, t.name);
    t.indexes[copy.name] = std::move(copy);
  }
}

void folder::inherit(subject& on, const sql::create_table& s) {
  table& t = *on.held;
  partition(t, s);
  if (s.partition_of) t.partition_of = find(*s.partition_of).key;
  for (const sql::object_name& parent : s.inherits) t.inherits.push_back(find(parent).key);
  model_.links.add(t);
  std::vector<std::string> parents = t.inherits;
  if (s.partition_of) parents.push_back(t.partition_of);
  if (parents.empty()) return;
  t.columns_complete = !s.unlisted_columns;
  inherit_columns(t, parents);
}

/// After the table's own constraints, of which those of the parents may be copies.
void folder::inherit_constraints(subject& on) {
  table& t = *on.held;
  if (const table* parent = find_table(model_, t.partition_of, dialect_);
      !t.partition_of.empty() && parent != nullptr)
    inherit_keys(t, *parent);
  for (const std::string& name : t.inherits) {
    const table* parent = find_table(model_, name, dialect_);
    if (parent == nullptr) continue;
    for (const auto& [key, c] : parent->constraints) {
      if (c.kind != "check") continue;
      model_.places.add(key, t.name);
      if (t.constraints.try_emplace(key, c).second) t.constraints[key].comment.clear();
    }
  }
}

void folder::act(subject& s, const sql::attach_partition& a, text::span where) {
  report(effect_kind::unknown, s.key, "ATTACH PARTITION", where);
  const subject child = find(a.partition);
  if (child.held == nullptr) return;
  child.held->partition_of = s.key;
  child.held->is_default_partition = a.default_partition;
  if (a.bound) child.held->partition_bound = partition_bound(file_.slice(*a.bound), dialect_);
  model_.links.add(*child.held);
  if (s.held != nullptr) inherit_keys(*child.held, *s.held);
}

/// The partition keeps what it has.
void folder::act(subject& s, const sql::detach_partition& a, text::span where) {
  report(effect_kind::unknown, s.key, "DETACH PARTITION", where);
  const subject child = find(a.partition);
  if (child.held == nullptr || a.concurrently) return;
  child.held->partition_of.clear();
  child.held->is_default_partition = false;
  child.held->partition_bound.clear();
}

void folder::act(subject& s, const sql::change_parent& a, text::span where) {
  report(effect_kind::unknown, s.key, a.removed ? "NO INHERIT" : "INHERIT", where);
  if (s.held == nullptr) return;
  const std::string parent = find(a.parent).key;
  std::erase(s.held->inherits, parent);
  if (!a.removed) s.held->inherits.push_back(parent);
  model_.links.add(*s.held);
}

/// What an action on a parent does to its children; the parent's effects tell enough.
void folder::pass_on(const std::string& key, const sql::alter_action& action, std::size_t first) {
  const std::vector<std::string> children = children_of(model_, key);
  if (children.empty()) return;
  std::vector<effect> told(effects_.begin() + static_cast<std::ptrdiff_t>(first), effects_.end());
  const std::string made = told.empty() ? std::string() : told.back().object;
  for (const std::string& child : children) {
    const std::size_t before = effects_.size();
    subject s = find_key(child);
    const bool partition = s.held->partition_of == key;
    std::visit([&](const auto& a) { pass_on_to(s, a, action.where, partition, made); },
               action.what);
    pass_on(child, action, before);
    effects_.resize(before);
  }
}

template <typename Action>
void folder::pass_on_to(subject& s, const Action& a, text::span where, bool partition,
                        const std::string& made) {
  using namespace sql;
  if constexpr (std::is_same_v<Action, add_constraint>) {
    const constraint_kind kind = a.constraint.kind;
    if (!partition && kind != constraint_kind::check) return;
    add_constraint copy = a;
    // A key has a name of its own in each partition.
    copy.constraint.constraint = sql::name{made, {}, false};
    if (kind == constraint_kind::primary_key || kind == constraint_kind::unique)
      copy.constraint.constraint.reset();
    act(s, copy, where);
  } else if constexpr (std::is_same_v<Action, drop_constraint>) {
    if (s.held->constraints.count(a.constraint.text) != 0) act(s, a, where);
  } else if constexpr (std::is_same_v<Action, validate_constraint> ||
                       std::is_same_v<Action, sql::rename_constraint>) {
    act(s, a, where);
  } else if constexpr (std::is_same_v<Action, add_column> || std::is_same_v<Action, drop_column> ||
                       std::is_same_v<Action, rename_column> ||
                       std::is_same_v<Action, set_not_null> ||
                       std::is_same_v<Action, drop_not_null> ||
                       std::is_same_v<Action, set_default> ||
                       std::is_same_v<Action, drop_default> ||
                       std::is_same_v<Action, change_type> ||
                       std::is_same_v<Action, drop_generation>) {
    act(s, a, where);
  }
}

/// An index of a partitioned table is one of each partition.
void folder::index_partitions(const std::string& key, const index& made) {
  for (const std::string& child : children_of(model_, key)) {
    table& t = model_.tables.at(child);
    if (t.partition_of != key || like(t, made) != nullptr) continue;
    index copy = made;
    copy.comment.clear();
    copy.name = default_index_name(model_, t, made.named.names, dialect_);
    model_.places.add(copy.name, child);
    t.indexes[copy.name] = copy;
    index_partitions(child, copy);
  }
}

/// With the parent's index go those of its partitions.
void folder::drop_partition_indexes(const std::string& key, const index& gone) {
  for (const std::string& child : children_of(model_, key)) {
    table& t = model_.tables.at(child);
    const index* held = t.partition_of == key ? like(t, gone) : nullptr;
    if (held == nullptr) continue;
    const std::string name = held->name;
    drop_partition_indexes(child, gone);
    t.indexes.erase(name);
  }
}

/// Partitions go with their parent, and with CASCADE what inherits from it.
void folder::drop_children(const std::string& key, bool cascade, text::span where) {
  for (const std::string& child : children_of(model_, key)) {
    const auto held = model_.tables.find(child);
    if (held == model_.tables.end()) continue;
    const bool goes = held->second.partition_of == key || cascade;
    if (!goes) continue;
    report(effect_kind::table_dropped, child, {}, where);
    drop_children(child, cascade, where);
    erase_table(child);
    if (cascade) drop_dependent_views(child, {}, where);
    drop_references(child, {}, where);
  }
}

}  // namespace sluice::schema
