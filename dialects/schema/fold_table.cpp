#include "dialects/schema/folding.hpp"

namespace sluice::schema {

void folder::operator()(const sql::create_table& s) {
  const subject existing = find_key(new_key(s.table));
  if (existing.held != nullptr && s.if_not_exists) {
    skip(effect_kind::table_created, existing.key, {}, s.table.where);
    return;
  }
  report(effect_kind::table_created, existing.key, {}, s.table.where);
  const auto [entry, is_new] = model_.tables.try_emplace(existing.key);
  table& fresh = entry->second;
  if (!is_new) fresh = {};
  subject on{existing.key, &fresh};
  fresh.name = existing.key;
  fresh.temporary = s.temporary;
  fresh.strict = s.strict;
  fresh.without_rowid = s.without_rowid;
  fresh.columns_complete = !s.from_query;
  fresh.columns.reserve(s.columns.size());
  for (const auto& c : s.columns) {
    // No server takes a name twice.
    if (find_column(fresh, c.column.text, dialect_) == nullptr) fresh.columns.push_back(made(c));
  }
  if (dialect_ == dialect::mysql) read_table_options(fresh, s);
  if (dialect_ == dialect::postgres) {
    inherit(on, s);
    if (s.partitioned) name_partition_key(on, *s.partitioned);
    add_in_order(on, s);
    inherit_constraints(on);
    return;
  }
  for (const auto& c : s.columns) {
    add_inline(on, c, false);
  }
  // Keys and indexes get their names in the order in which they are written.
  auto next = s.indexes.begin();
  const auto add_indexes_before = [&](std::uint32_t place) {
    for (; next != s.indexes.end() && next->where.begin < place; ++next) {
      index added;
      added.name = next->index ? next->index->text : std::string();
      added.columns = spellings(on, next->parts);
      added.unique = next->unique;
      added.method = next->sort;
      describe(on, added, next->details, {});
      add(on, std::move(added), part_names(on, next->parts), next->where, false);
    }
  };
  for (const auto& c : s.constraints) {
    add_indexes_before(c.where.begin);
    add(on, c, c.where, false);
  }
  add_indexes_before(static_cast<std::uint32_t>(file_.bytes().size()));
}

void folder::operator()(const sql::alter_table& s) {
  subject on = find(s.table);
  const std::size_t first = effects_.size();
  for (const auto& action : s.actions) {
    const std::size_t told = effects_.size();
    std::visit([&](const auto& a) { act(on, a, action.where); }, action.what);
    if (!s.only && dialect_ == dialect::postgres) pass_on(on.key, action, told);
  }
  if (on.held == nullptr && s.if_exists && model_.views.count(on.key) == 0) {
    for (std::size_t i = first; i < effects_.size(); ++i) {
      effects_[i].skipped = effects_[i].kind;
      effects_[i].kind = effect_kind::nothing;
    }
  }
}

void folder::operator()(const sql::drop_table& s) {
  for (const auto& name : s.tables) {
    const subject dropped = find(name);
    if (dialect_ == dialect::mysql && model_.sequences.erase(dropped.key) != 0) {
      report(effect_kind::object_dropped, {}, "sequence " + dropped.key, name.where);
      continue;
    }
    if (dropped.held == nullptr && s.if_exists) {
      skip(effect_kind::table_dropped, dropped.key, {}, name.where);
      continue;
    }
    report(effect_kind::table_dropped, dropped.key, {}, name.where);
    if (dropped.held == nullptr) {
      continue;
    }
    if (dialect_ == dialect::postgres) drop_children(dropped.key, s.cascade, name.where);
    erase_table(dropped.key);
    if (s.cascade && dialect_ == dialect::postgres) {
      drop_dependent_views(dropped.key, {}, name.where);
      drop_references(dropped.key, {}, name.where);
    }
  }
}

void folder::operator()(const sql::rename_table& s) {
  for (const auto& pair : s.pairs) {
    rename_object(find(pair.from).key, key_of(pair.to), {pair.from.where.begin, pair.to.where.end});
  }
}

void folder::erase_table(const std::string& table_key) {
  std::erase_if(model_.triggers,
                [&](const auto& entry) { return entry.second.table == table_key; });
  model_.tables.erase(table_key);
  forget_title("table " + table_key);
}

/// Makes a column NOT NULL; says so only when it was not.
void folder::require(subject& s, const std::string& name, text::span where) {
  column* c = s.held == nullptr ? nullptr : s.held->find(name);
  if (c != nullptr && !c->nullable) {
    return;
  }
  effect& e = report(effect_kind::column_made_required, s.key, name, where);
  e.required = c == nullptr || (!c->has_default && !c->generates_value && !c->generated);
  if (c != nullptr) {
    c->nullable = false;
  }
}

}  // namespace sluice::schema
