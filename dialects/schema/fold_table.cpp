#include "dialects/schema/folding.hpp"
#include "dialects/schema/volatility.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>

namespace sluice::schema {
namespace {

void replace(std::vector<std::string>& names, const std::string& from, const std::string& to) {
  std::replace(names.begin(), names.end(), from, to);
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::string folder::spelling(const subject& s, const sql::name& column) const {
  if (s.held != nullptr) {
    if (const schema::column* c = find_column(*s.held, column.text, dialect_)) {
      return c->name;
    }
  }
  return column.text;
}

std::vector<std::string> folder::spellings(const subject& s,
                                           const std::vector<sql::name>& columns) const {
  std::vector<std::string> names;
  for (const auto& column : columns) {
    names.push_back(spelling(s, column));
  }
  return names;
}

column folder::made(const sql::column_definition& definition) const {
  column c = make_column(definition, dialect_);
  if (definition.default_value) {
    c.default_text.text = default_text(*definition.default_value);
    c.default_volatility = volatility_of(file_.slice(*definition.default_value), model_, dialect_);
  }
  if (dialect_ == dialect::mysql) {
    c.character_set.text = character_set(definition.where);
  }
  return c;
}

/// The clauses CHARACTER SET, CHARSET and COLLATE of a definition, comparable.
std::string folder::character_set(text::span where) const {
  std::vector<std::string> words;
  const std::string_view text = file_.slice(where);
  for (const sql::token& t : sql::lex(text, dialect_)) {
    if (!sql::is_trivia(t.what)) {
      words.push_back(sql::lower_case(text.substr(t.where.begin, t.where.size())));
    }
  }
  std::string out;
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool two_words = words[i] == "character" && words[i + 1] == "set" && i + 2 < words.size();
    if (two_words || words[i] == "charset") {
      out += "charset " + words[two_words ? i + 2 : i + 1] + " ";
    } else if (words[i] == "collate") {
      out += "collate " + words[i + 1] + " ";
    }
  }
  return out;
}

/// Comparable: white space and letter case folded, and for MySQL '0' is 0.
std::string folder::default_text(text::span where) const {
  std::string out;
  const std::string_view text = file_.slice(where);
  for (const sql::token& t : sql::lex(text, dialect_)) {
    if (sql::is_trivia(t.what)) {
      continue;
    }
    std::string_view shown = text.substr(t.where.begin, t.where.size());
    if (t.what == sql::kind::string && dialect_ == dialect::mysql && shown.size() > 2 &&
        shown.substr(1, shown.size() - 2).find_first_not_of("0123456789.-") == shown.npos) {
      shown = shown.substr(1, shown.size() - 2);
    }
    out += (out.empty() ? "" : " ") +
           (t.what == sql::kind::string ? std::string(shown) : sql::lower_case(shown));
  }
  return out;
}

void folder::operator()(const sql::create_table& s) {
  const subject existing = find(s.table);
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
  subject on{existing.key, &(model_.tables[existing.key] = std::move(fresh))};
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
      add(on, std::move(added), next->where, false);
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
    std::visit([&](const auto& a) { act(on, a, action.where); }, action.what);
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
    model_.tables.erase(dropped.key);
    if (s.cascade && dialect_ == dialect::postgres) {
      drop_dependent_views(dropped.key, {}, name.where);
      drop_references(dropped.key, {}, name.where);
    }
  }
}

void folder::operator()(const sql::rename_table& s) {
  for (const auto& pair : s.pairs) {
    rename_object(find(pair.from).key, model_name(pair.to, dialect_),
                  {pair.from.where.begin, pair.to.where.end});
  }
}

/// CASCADE takes the views along. Which ones depend is told from the names in their text.
void folder::drop_dependent_views(const std::string& table_key, const std::string& column,
                                  text::span where) {
  const std::string bare = table_key.substr(table_key.find('.') + 1);
  for (auto view = model_.views.begin(); view != model_.views.end();) {
    const auto names = sql::names_mentioned(view->second, dialect_);
    if (contains(names, bare) && (column.empty() || contains(names, column))) {
      const std::string name = view->first;
      view = model_.views.erase(view);
      report(effect_kind::view_dropped, {}, name, where);
    } else {
      ++view;
    }
  }
}

/// CASCADE takes the foreign keys of others along.
void folder::drop_references(const std::string& table_key, const std::string& column,
                             text::span where) {
  for (auto& [key, t] : model_.tables) {
    for (auto held = t.constraints.begin(); held != t.constraints.end();) {
      const constraint& c = held->second;
      const bool refers = key != table_key && c.references == table_key &&
                          (column.empty() || contains(c.referenced_columns, column));
      if (!refers) {
        ++held;
        continue;
      }
      effect& e = report(effect_kind::constraint_dropped, key, c.name, where);
      e.constraint = c.kind;
      e.columns = c.columns;
      held = t.constraints.erase(held);
    }
  }
}

void folder::rename_object(const std::string& from, const std::string& to, text::span where) {
  report(effect_kind::table_renamed, from, {}, where).to = to;
  if (auto view = model_.views.extract(from)) {
    view.key() = to;
    model_.views.insert(std::move(view));
    return;
  }
  auto node = model_.tables.extract(from);
  if (!node) {
    return;
  }
  each_reference(from, [&](constraint& c) { c.references = to; });
  table& t = node.mapped();
  for (auto& [name, c] : t.constraints) {
    if (c.references == from) c.references = to;
  }
  if (t.former.text.empty()) {
    t.former.text = t.name;
  }
  t.name = to;
  node.key() = to;
  model_.tables.erase(to);
  model_.tables.insert(std::move(node));
  std::vector<trigger> moved;
  std::erase_if(model_.triggers, [&](auto& entry) {
    if (entry.second.table != from) {
      return false;
    }
    moved.push_back(std::move(entry.second));
    return true;
  });
  for (auto& each : moved) {
    each.table = to;
    model_.triggers[to + "." + each.name] = each;
  }
}

void folder::rename(subject& s, const std::string& from, const std::string& to, text::span where) {
  report(effect_kind::column_renamed, s.key, from, where).to = to;
  if (s.held == nullptr) {
    return;
  }
  column* c = s.held->find(from);
  if (c == nullptr) {
    return;
  }
  if (c->former.text.empty()) {
    c->former.text = c->name;
  }
  c->name = to;
  replace(s.held->primary_key, from, to);
  for (auto& [name, i] : s.held->indexes) {
    replace(i.columns, from, to);
  }
  for (auto& [name, each] : s.held->constraints) {
    replace(each.columns, from, to);
  }
  each_reference(s.key, [&](constraint& key) { replace(key.referenced_columns, from, to); });
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

namespace {

bool begins_with(const std::vector<std::string>& columns, const std::vector<std::string>& first) {
  return first.size() <= columns.size() && std::equal(first.begin(), first.end(), columns.begin());
}

/// MySQL drops the index that it made for a foreign key when another one serves it.
void drop_superseded(table& t, const std::vector<std::string>& columns) {
  std::erase_if(t.indexes, [&](const auto& entry) {
    return !entry.second.made_for.text.empty() && begins_with(columns, entry.second.columns);
  });
}

}  // namespace

/// What a foreign key refers to, as the catalogue tells it.
void folder::refer(constraint& made, const sql::foreign_key& key) {
  const subject other = find(key.table);
  made.references = other.key;
  made.referenced_columns = spellings(other, key.columns);
  // SQLite looks for the primary key when it checks a row.
  if (key.columns.empty() && other.held != nullptr && dialect_ == dialect::postgres)
    made.referenced_columns = other.held->primary_key;
  const auto canonical = [&](const std::string& action) -> std::string {
    // InnoDB makes no difference between the two.
    if (dialect_ == dialect::mysql && (action.empty() || action == "no action")) return "restrict";
    return action.empty() ? "no action" : action;
  };
  made.on_delete = canonical(key.on_delete);
  made.on_update = canonical(key.on_update);
}

void folder::index_foreign_key(table& t, const sql::table_constraint& c, const constraint& made) {
  if (dialect_ != dialect::mysql || begins_with(t.primary_key, made.columns)) {
    return;
  }
  for (auto held = t.indexes.begin(); held != t.indexes.end();) {
    const bool serves = begins_with(held->second.columns, made.columns);
    const bool is_explicit = held->second.made_for.text.empty();
    if (serves && (is_explicit || held->second.columns.size() > made.columns.size())) {
      return;
    }
    // Of two that were made for foreign keys the later or longer one stays.
    const bool superseded = !is_explicit && begins_with(made.columns, held->second.columns);
    held = superseded ? t.indexes.erase(held) : std::next(held);
  }
  index i;
  i.columns = made.columns;
  i.made_for.text = "foreign key";
  i.name = c.constraint && !c.constraint->text.empty() ? c.constraint->text
           : c.index                                   ? c.index->text
                                                       : default_index_name(t, i, dialect_);
  t.indexes[i.name] = std::move(i);
}

void folder::add(subject& s, index i, text::span where, bool announce) {
  if (i.name.empty()) {
    i.name = s.held == nullptr ? "index on " + s.key : default_index_name(*s.held, i, dialect_);
  }
  if (announce) {
    effect& e = report(effect_kind::index_created, s.key, i.name, where);
    e.unique = i.unique;
    e.columns = i.columns;
  }
  if (s.held != nullptr) {
    if (i.unique && dialect_ == dialect::mysql) {
      std::vector<std::string> columns = i.columns;
      std::erase(columns, "");  // expressions
      constraint& key = s.held->constraints[i.name] = {};
      key.name = i.name;
      key.kind = "unique";
      key.columns = std::move(columns);
    }
    if (dialect_ == dialect::mysql) {
      drop_superseded(*s.held, i.columns);
    }
    s.held->indexes[i.name] = std::move(i);
  }
}

/// `announce` is false inside CREATE TABLE: a new table's constraints are part of it.
void folder::add(subject& s, const sql::table_constraint& c, text::span where, bool announce) {
  constraint made;
  made.kind = std::string(constraint_kind_name(c.kind));
  made.enforced = !c.not_enforced;
  made.valid = !c.not_valid && (made.enforced || dialect_ != dialect::postgres);
  if (c.condition) made.condition.text = default_text(*c.condition);
  if (c.references) refer(made, *c.references);
  for (const auto& name : c.columns) {
    made.columns.push_back(spelling(s, name));
  }
  if (c.kind == sql::constraint_kind::check && s.held != nullptr && made.columns.empty()) {
    for (const auto& name : sql::names_mentioned(file_.slice(c.where), dialect_)) {
      if (const column* mentioned = find_column(*s.held, name, dialect_)) {
        if (!contains(made.columns, mentioned->name)) {
          made.columns.push_back(mentioned->name);
        }
      }
    }
  }
  if (s.held != nullptr) {
    sql::table_constraint named = c;
    if (c.kind == sql::constraint_kind::check && c.columns.empty() && made.columns.size() == 1) {
      named.columns.push_back({made.columns.front(), {}, false});  // PostgreSQL: t_a_check
    }
    made.name = default_constraint_name(*s.held, named, dialect_);
  } else if (c.constraint) {
    made.name = c.constraint->text;
  }
  if (announce) {
    effect& e = report(effect_kind::constraint_added, s.key, made.name, where);
    e.unique =
        c.kind == sql::constraint_kind::unique || c.kind == sql::constraint_kind::primary_key;
    e.constraint = made.kind;
    // A key over an expression is about more than the columns that it lists.
    e.columns = e.unique ? spellings(s, c.parts) : made.columns;
  }
  if (c.kind == sql::constraint_kind::primary_key) {
    for (const auto& name : made.columns) {
      if (announce) {
        require(s, name, where);
      } else if (column* key = s.held == nullptr ? nullptr : s.held->find(name)) {
        key->nullable = key->nullable && dialect_ == dialect::sqlite;  // SQLite takes NULL in keys
      }
    }
  }
  if (s.held == nullptr) {
    return;
  }
  if (c.kind == sql::constraint_kind::primary_key) {
    s.held->primary_key = made.columns;
  } else if (c.kind == sql::constraint_kind::unique && dialect_ != dialect::sqlite) {
    const std::vector<std::string> parts = spellings(s, c.parts);
    drop_superseded(*s.held, parts);
    s.held->indexes[made.name] = {made.name, parts, true, false, true, {}, {}};
  }
  if (c.kind == sql::constraint_kind::primary_key) {
    drop_superseded(*s.held, made.columns);
  } else if (c.kind == sql::constraint_kind::foreign_key) {
    index_foreign_key(*s.held, c, made);
  }
  s.held->constraints[made.name] = std::move(made);
}

/// The constraints that stand in a column's definition.
void folder::add_inline(subject& s, const sql::column_definition& c, bool announce) {
  for (const sql::table_constraint& each : c.constraints) add(s, each, c.where, announce);
}

}  // namespace sluice::schema
