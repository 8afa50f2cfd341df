#include "dialects/schema/folding.hpp"

#include <algorithm>

/// ALTER TABLE: constraints and indexes.
namespace sluice::schema {

void folder::act(subject& s, const sql::add_constraint& a, text::span where) {
  if (a.if_not_exists && s.held != nullptr && a.constraint.constraint) {
    const std::string& name = a.constraint.constraint->text;
    if (find_entry(s.held->constraints, name, dialect_) != s.held->constraints.end()) {
      skip(effect_kind::constraint_added, s.key, name, where);
      return;
    }
  }
  add(s, a.constraint, where, true);
}

void folder::act(subject& s, const sql::add_index& a, text::span where) {
  index i;
  i.name = a.index.index ? a.index.index->text : std::string();
  if (a.if_not_exists && s.held != nullptr && a.index.index &&
      find_entry(s.held->indexes, i.name, dialect_) != s.held->indexes.end()) {
    skip(effect_kind::index_created, s.key, i.name, where);
    return;
  }
  i.columns = spellings(s, a.index.parts);
  i.unique = a.index.unique;
  i.method = a.index.sort;
  describe(s, i, a.index.details, {});
  const std::vector<std::string> named = part_names(s, a.index.parts);
  add(s, std::move(i), named, where, true);
}

void folder::act(subject& s, const sql::drop_constraint& a, text::span where) {
  std::string name = a.constraint.text;
  const bool primary_key = a.kind ? *a.kind == sql::constraint_kind::primary_key : name.empty();
  constraint* held = nullptr;
  if (s.held != nullptr) {
    for (auto& [key, each] : s.held->constraints) {
      if (name.empty() ? primary_key && each.kind == "primary key"
                       : same_name(key, name, dialect_)) {
        held = &each;
        name = key;
        break;
      }
    }
  }
  if (held == nullptr && a.if_exists && s.held != nullptr) {
    skip(effect_kind::constraint_dropped, s.key, name, where);
    return;
  }
  effect& e = report(effect_kind::constraint_dropped, s.key, name, where);
  if (held == nullptr) {
    e.constraint = a.kind ? std::string(constraint_kind_name(*a.kind))
                          : std::string(primary_key ? "primary key" : "");
    return;
  }
  e.constraint = held->kind;
  e.columns = held->columns;
  e.unique = held->kind == "unique" || held->kind == "primary key";
  if (held->kind == "primary key") {
    s.held->primary_key.clear();
  } else if (held->kind == "unique") {
    s.held->indexes.erase(name);
  }
  s.held->constraints.erase(name);
}

void folder::act(subject& s, const sql::drop_table_index& a, text::span where) {
  std::string name = a.index.text;
  if (s.held == nullptr) {
    report(effect_kind::index_dropped, s.key, name, where);
    return;
  }
  const auto entry = find_entry(s.held->indexes, name, dialect_);
  if (entry == s.held->indexes.end()) {
    if (a.if_exists) {
      skip(effect_kind::index_dropped, s.key, name, where);
    } else {
      report(effect_kind::index_dropped, s.key, name, where);
    }
    return;
  }
  effect& e = report(effect_kind::index_dropped, s.key, entry->first, where);
  e.unique = entry->second.unique;
  e.columns = entry->second.columns;
  s.held->constraints.erase(entry->first);
  s.held->indexes.erase(entry);
}

void folder::act(subject& s, const sql::validate_constraint& a, text::span where) {
  effect& e = report(effect_kind::constraint_validated, s.key, a.constraint.text, where);
  if (s.held == nullptr) {
    return;
  }
  const auto entry = find_entry(s.held->constraints, a.constraint.text, dialect_);
  if (entry != s.held->constraints.end()) {
    e.constraint = entry->second.kind;
    entry->second.valid = true;
  }
}

/// What reads and writes goes on as before: only hints name an index.
void folder::act(subject& s, const sql::rename_index& a, text::span where) {
  report(effect_kind::nothing, s.key, a.from.text, where);
  if (s.held == nullptr) {
    return;
  }
  const auto rename_key = [&](auto& entries) {
    const auto entry = find_entry(entries, a.from.text, dialect_);
    if (entry == entries.end()) {
      return;
    }
    auto moved = entries.extract(entry);
    moved.key() = a.to.text;
    moved.mapped().name = a.to.text;
    model_.places.add(a.to.text, s.key);
    entries.insert(std::move(moved));
  };
  rename_key(s.held->indexes);
  const auto key = find_entry(s.held->constraints, a.from.text, dialect_);
  if (key != s.held->constraints.end() && key->second.kind == "unique") {
    rename_key(s.held->constraints);
  }
}

/// The constraint stays; what changes is whether a writer meets it.
void folder::act(subject& s, const sql::enforce_constraint& a, text::span where) {
  effect& e = report(a.enforced ? effect_kind::constraint_added : effect_kind::constraint_dropped,
                     s.key, a.constraint.text, where);
  e.constraint = dialect_ == dialect::postgres ? "foreign key" : "check";
  if (s.held == nullptr) {
    return;
  }
  const auto entry = find_entry(s.held->constraints, a.constraint.text, dialect_);
  if (entry != s.held->constraints.end()) {
    e.columns = entry->second.columns;
    entry->second.enforced = a.enforced;
  }
}

}  // namespace sluice::schema
