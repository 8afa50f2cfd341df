#include "dialects/schema/comparison.hpp"
#include "dialects/schema/folding.hpp"
#include "dialects/schema/rebuild.hpp"

#include <algorithm>

/// Tables with their columns, keys and indexes.
namespace sluice::schema {

void comparison::tables() {
  for (const auto& [name, t] : from_.tables) {
    const table* other = find_table(to_, name, dialect_);
    if (t.temporary) continue;
    if (other == nullptr) {
      report(effect_kind::table_dropped, name, {});
      continue;
    }
    if (t.columns_complete && other->columns_complete) {
      partitions(t, *other);
      columns(t, *other);
      constraints(t, *other);
      indexes(t, *other);
    }
    policies(t, *other);
    options(t, *other);
    comment(t.comment, other->comment, name, "table " + name);
  }
  for (const auto& [name, t] : to_.tables) {
    if (!t.temporary && find_table(from_, name, dialect_) == nullptr)
      report(effect_kind::table_created, name, {});
  }
}

void comparison::partitions(const table& from, const table& to) {
  if (from.partitioned != to.partitioned || from.partition_of != to.partition_of ||
      from.is_default_partition != to.is_default_partition || from.inherits != to.inherits)
    report(effect_kind::table_behaviour_changed, from.name, {});
  else if (from.partition_key != to.partition_key || from.partition_bound != to.partition_bound ||
           !same_columns(from.partitions, to.partitions))
    report(effect_kind::table_behaviour_changed, from.name, "partitions");
}

/// SQLite's.
void comparison::options(const table& from, const table& to) {
  each_option_change(from, to, [&](std::string_view option, bool given_up) {
    report(effect_kind::table_behaviour_changed, from.name, std::string(option)).widens = given_up;
  });
}

/// Who sees which rows.
void comparison::policies(const table& from, const table& to) {
  if (from.row_security != to.row_security || from.forced_row_security != to.forced_row_security)
    report(effect_kind::table_behaviour_changed, from.name, "row level security");
  std::set<std::string> names;
  for (const auto& entry : from.policies) names.insert(entry.first);
  for (const auto& entry : to.policies) names.insert(entry.first);
  for (const std::string& name : names) {
    const auto was = from.policies.find(name);
    const auto is = to.policies.find(name);
    if (was == from.policies.end() || is == to.policies.end() || was->second != is->second)
      report(effect_kind::table_behaviour_changed, from.name, "policy " + name);
  }
  const auto sets = [&](const std::set<std::string>& a, const std::set<std::string>& b,
                        effect_kind gone, effect_kind made, const std::string& what) {
    for (const std::string& name : a) {
      if (b.count(name) == 0) report(gone, from.name, what + name);
    }
    for (const std::string& name : b) {
      if (a.count(name) == 0) report(made, from.name, what + name);
    }
  };
  sets(from.rules, to.rules, effect_kind::table_behaviour_changed,
       effect_kind::table_behaviour_changed, "rule ");
  sets(from.statistics, to.statistics, effect_kind::object_dropped, effect_kind::other_created,
       "statistics ");
}

void comparison::columns(const table& from, const table& to) {
  for (const column& c : from.columns) {
    if (find_column(to, c.name, dialect_) == nullptr)
      report(effect_kind::column_dropped, from.name, c.name);
  }
  for (const column& c : to.columns) {
    const column* old = find_column(from, c.name, dialect_);
    if (old == nullptr) {
      report(effect_kind::column_added, from.name, c.name).required = c.required();
      continue;
    }
    if (plain_type(old->type, dialect_) != plain_type(c.type, dialect_) ||
        old->generated != c.generated || old->stored != c.stored || collated_otherwise(*old, c))
      report(effect_kind::column_type_changed, from.name, c.name).to =
          (c.generated && !old->generated ? "generated " : "") + c.type;
    if (old->nullable != c.nullable)
      report(c.nullable ? effect_kind::column_made_nullable : effect_kind::column_made_required,
             from.name, c.name);
    if (old->invisible != c.invisible)
      report(effect_kind::table_behaviour_changed, from.name, c.name);
    values(from, *old, c);
    comment(old->comment, c.comment, from.name, "column " + c.name);
  }
  column_order(from, to);
}

/// SELECT * and an INSERT without a list see it. New columns at the end move none.
void comparison::column_order(const table& from, const table& to) {
  std::vector<std::string> was;
  std::vector<std::string> is;
  for (const column& c : from.columns) {
    if (find_column(to, c.name, dialect_) != nullptr) was.push_back(c.name);
  }
  bool added = false;
  bool between = false;
  for (const column& c : to.columns) {
    const bool old = find_column(from, c.name, dialect_) != nullptr;
    if (old) is.push_back(c.name);
    between = between || (old && added);
    added = added || !old;
  }
  if (between || !same_columns(was, is))
    report(effect_kind::table_behaviour_changed, from.name, "order of columns");
}

/// What fills the column.
void comparison::values(const table& from, const column& old, const column& c) {
  // Whether a partition inherits an identity depends on the version.
  const bool other_values =
      old.default_volatility != c.default_volatility &&
      old.default_volatility != volatility::unknown &&
      c.default_volatility != volatility::unknown &&
      std::max(old.default_volatility, c.default_volatility) > volatility::stable;
  const bool other_identity =
      (old.identity != c.identity || old.generates_value != c.generates_value) &&
      from.partition_of.empty();
  const bool had = old.has_default || old.generates_value;
  const bool has = c.has_default || c.generates_value;
  if (had != has)
    report(has ? effect_kind::default_set : effect_kind::default_dropped, from.name, c.name);
  else if (other_identity || (other_values && old.has_default && c.has_default))
    report(effect_kind::default_set, from.name, c.name).replaced = true;
}

/// MySQL: which collation a character set has is the server's business.
bool comparison::collated_otherwise(const column& a, const column& b) const {
  return dialect_ != dialect::mysql && a.collation != b.collation;
}

/// A key without a list of columns refers to a primary key that may not be known, and MySQL's
/// statements may name the database that they run in.
bool comparison::refers_alike(const constraint& a, const constraint& b) const {
  const auto bare = [&](const std::string& name) {
    return dialect_ == dialect::mysql ? bare_name(name) : name;
  };
  return same_name(bare(a.references), bare(b.references), dialect_) &&
         (a.referenced_columns.empty() || b.referenced_columns.empty() ||
          same_columns(a.referenced_columns, b.referenced_columns));
}

void comparison::constraint_effect(effect_kind kind, const table& t, const constraint& c) {
  effect& e = report(kind, t.name, c.name);
  e.constraint = c.kind;
  e.columns = c.columns;
  e.unique = c.kind == "unique" || c.kind == "primary key";
}

void comparison::constraints(const table& from, const table& to) {
  const auto alike = [&](const constraint& a, const constraint& b) {
    return a.kind == b.kind && same_columns(a.columns, b.columns) && refers_alike(a, b) &&
           a.on_delete == b.on_delete && a.on_update == b.on_update && (b.valid || !a.valid);
  };
  for (const auto& [name, c] : from.constraints) {
    const auto other = find_entry(to.constraints, name, dialect_);
    if (other == to.constraints.end() || !alike(c, other->second))
      constraint_effect(effect_kind::constraint_dropped, from, c);
    else if (!c.valid && other->second.valid)
      constraint_effect(effect_kind::constraint_validated, from, c);
    else if (c.enforced != other->second.enforced)
      constraint_effect(
          c.enforced ? effect_kind::constraint_dropped : effect_kind::constraint_added, from, c);
  }
  for (const auto& [name, c] : to.constraints) {
    const auto other = find_entry(from.constraints, name, dialect_);
    if (other == from.constraints.end() || !alike(other->second, c))
      constraint_effect(effect_kind::constraint_added, from, c);
    else
      comment(other->second.comment, c.comment, from.name, "constraint " + name);
  }
}

void comparison::index_effect(effect_kind kind, const table& t, const index& i) {
  effect& e = report(kind, t.name, i.name);
  e.columns = i.columns;
  e.unique = i.unique;
}

bool comparison::same(const index& a, const index& b) const {
  return a.unique == b.unique && a.partial == b.partial && a.valid == b.valid &&
         a.method == b.method && a.orders == b.orders && a.nulls_distinct == b.nulls_distinct &&
         same_columns(a.columns, b.columns) && same_columns(a.included, b.included);
}

void comparison::indexes(const table& from, const table& to) {
  for (const auto& [name, i] : from.indexes) {
    const auto other = find_entry(to.indexes, name, dialect_);
    if (other == to.indexes.end() || !same(i, other->second))
      index_effect(effect_kind::index_dropped, from, i);
  }
  for (const auto& [name, i] : to.indexes) {
    const auto other = find_entry(from.indexes, name, dialect_);
    if (other == from.indexes.end() || !same(other->second, i)) {
      // What did not finish serves nobody.
      if (i.valid) index_effect(effect_kind::index_created, from, i);
      continue;
    }
    if (other->second.visible != i.visible)
      report(effect_kind::object_changed, from.name, "index " + name);
    comment(other->second.comment, i.comment, from.name, "index " + name);
  }
}

}  // namespace sluice::schema
