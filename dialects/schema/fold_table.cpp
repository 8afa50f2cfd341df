#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

namespace sluice::schema {

/// MySQL: a clause that no node of the tree tells.
bool folder::says_partition_by() const {
  const std::string_view text = file_.slice(statement_.where);
  bool partition = false;
  for (const sql::token& t : sql::lex(text, dialect_)) {
    if (sql::is_trivia(t.what)) continue;
    if (partition && t.what == sql::kind::kw_by) return true;
    partition = t.what == sql::kind::kw_partition;
  }
  return false;
}

void folder::operator()(const sql::create_table& s) {
  const subject existing = find_key(new_key(s.table));
  if (existing.held != nullptr && s.if_not_exists) {
    skip(effect_kind::table_created, existing.key, {}, s.table.where);
    return;
  }
  report(effect_kind::table_created, existing.key, {}, s.table.where);
  table fresh;
  fresh.name = existing.key;
  fresh.temporary = s.temporary;
  fresh.columns_complete = !s.from_query;
  for (const auto& c : s.columns) {
    // No server takes a name twice.
    if (find_column(fresh, c.column.text, dialect_) == nullptr) fresh.columns.push_back(made(c));
  }
  fresh.partitioned = dialect_ == dialect::mysql && says_partition_by();
  subject on{existing.key, &(model_.tables[existing.key] = std::move(fresh))};
  if (dialect_ == dialect::postgres) {
    inherit(on, s);
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
      added.sort.text = next->sort;
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
    if (dropped.held == nullptr && s.if_exists) {
      skip(effect_kind::table_dropped, dropped.key, {}, name.where);
      continue;
    }
    report(effect_kind::table_dropped, dropped.key, {}, name.where);
    if (dropped.held == nullptr) {
      continue;
    }
    std::erase_if(model_.triggers,
                  [&](const auto& entry) { return entry.second.table == dropped.key; });
    if (dialect_ == dialect::postgres) drop_children(dropped.key, s.cascade, name.where);
    model_.tables.erase(dropped.key);
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
