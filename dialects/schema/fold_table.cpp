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
    const bool expression = column.text.empty() && dialect_ == dialect::postgres;
    names.push_back(expression ? plain_column(s, column.where) : spelling(s, column));
  }
  return names;
}

/// PostgreSQL takes (a) for a, and a cast to the type that it has, too. Empty for another
/// expression.
std::string folder::plain_column(const subject& s, text::span where) const {
  std::string text(file_.slice(where));
  // Nothing but one name between them: then each pair belongs together.
  while (text.size() > 1 && text.front() == '(' && text.back() == ')')
    text = text.substr(1, text.size() - 2);
  std::string type;
  if (const std::size_t open = text.find('('); open != std::string::npos && text.back() == ')') {
    type = canonical_type(sql::lower_case(text.substr(0, open)), dialect_);
    text = text.substr(open + 1, text.size() - open - 2);
  }
  const schema::column* c =
      s.held == nullptr ? nullptr : s.held->find(sql::fold_name(text, dialect_));
  return c != nullptr && (type.empty() || type == c->type) ? c->name : std::string();
}

std::vector<std::string> folder::part_names(const subject& s,
                                            const std::vector<sql::name>& parts) const {
  std::vector<std::string> names;
  for (const auto& part : parts) {
    const bool expression = part.text.empty() && dialect_ == dialect::postgres;
    names.push_back(expression ? expression_name(file_.slice(part.where)) : spelling(s, part));
  }
  return names;
}

column folder::made(const sql::column_definition& definition) const {
  column c = make_column(definition, dialect_);
  if (definition.default_value) {
    c.default_text.text = default_text(*definition.default_value);
    c.default_volatility = volatility_of(file_.slice(*definition.default_value), model_, dialect_);
  }
  if (const auto d = model_.domains.find(c.type); d != model_.domains.end()) {
    c.nullable = c.nullable && d->second.nullable;
    c.has_default = c.has_default || d->second.has_default;
  }
  if (dialect_ == dialect::mysql) {
    c.character_set.text = character_set(definition.where);
    // Characters of the set `binary` are bytes.
    if (c.character_set.text.find("charset binary ") != std::string::npos) {
      if (const std::size_t at = c.type.find("char"); at != std::string::npos)
        c.type.replace(at, 4, "binary");
      if (const std::size_t at = c.type.find("text"); at != std::string::npos)
        c.type.replace(at, 4, "blob");
    }
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
  if (std::find(words.begin() + (words.empty() ? 0 : 1), words.end(), "byte") != words.end())
    out += "charset binary ";  // CHAR(5) BYTE
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

/// As PostgreSQL does: checks, then keys, then what refers to them.
void folder::add_in_order(subject& on, const sql::create_table& s) {
  std::vector<sql::table_constraint> checks;
  std::vector<sql::table_constraint> keys;
  std::vector<sql::table_constraint> references;
  const auto sort_in = [&](const sql::table_constraint& c) {
    const bool key =
        c.kind == sql::constraint_kind::primary_key || c.kind == sql::constraint_kind::unique;
    const bool reference = c.kind == sql::constraint_kind::foreign_key;
    (key ? keys : reference ? references : checks).push_back(c);
  };
  for (const auto& c : s.columns) {
    for (const auto& each : c.constraints) sort_in(each);
  }
  for (const auto& c : s.constraints) sort_in(c);
  for (const auto& c : checks) add(on, c, c.where, false);
  add_keys(on, std::move(keys), false);
  for (const auto& c : references) add(on, c, c.where, false);
}

void folder::add_keys(subject& s, std::vector<sql::table_constraint> keys, bool announce) {
  std::stable_sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) {
    return a.kind == sql::constraint_kind::primary_key && b.kind != a.kind;
  });
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::size_t j = i + 1; j < keys.size(); ++j) {
      if (keys[i].using_index || spellings(s, keys[i].parts) != spellings(s, keys[j].parts))
        continue;
      if (!keys[i].constraint) keys[i].constraint = keys[j].constraint;
      keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(j--));
    }
  }
  for (const auto& key : keys) add(s, key, key.where, announce);
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

/// The tables and views that the statement names, and their columns that it mentions.
void folder::note_needs(const std::string& view) {
  std::set<std::string>& needs = model_.needs[view];
  needs.clear();
  const auto mentioned = sql::names_mentioned(file_.slice(statement_.where), dialect_);
  for (const sql::object_name& relation : statement_.relations) {
    const subject read = find(relation);
    if (read.key == view) continue;
    needs.insert(read.key);
    if (read.held == nullptr) continue;
    for (const column& c : read.held->columns) {
      if (contains(mentioned, c.name)) needs.insert(read.key + "." + c.name);
    }
  }
}

void folder::rename_need(const std::string& from, const std::string& to) {
  for (auto& [view, needs] : model_.needs) {
    std::set<std::string> renamed;
    for (const std::string& need : needs) {
      const bool is_it = need == from || need.starts_with(from + ".");
      renamed.insert(is_it ? to + need.substr(from.size()) : need);
    }
    needs = std::move(renamed);
  }
}

/// Of a view whose statement is not known, the names in its text tell.
bool folder::view_reads(const std::string& view, const std::string& text,
                        const std::string& table_key, const std::string& column) const {
  if (const auto needs = model_.needs.find(view); needs != model_.needs.end())
    return needs->second.count(column.empty() ? table_key : table_key + "." + column) != 0;
  const auto names = sql::names_mentioned(text, dialect_);
  return contains(names, table_key.substr(table_key.find('.') + 1)) &&
         (column.empty() || contains(names, column));
}

/// CASCADE takes the views along.
void folder::drop_dependent_views(const std::string& table_key, const std::string& column,
                                  text::span where) {
  for (auto view = model_.views.begin(); view != model_.views.end();) {
    if (view_reads(view->first, view->second, table_key, column)) {
      const std::string name = view->first;
      model_.views.erase(view);
      model_.needs.erase(name);
      report(effect_kind::view_dropped, {}, name, where);
      drop_dependent_views(name, {}, where);  // those on top of it
      view = model_.views.begin();
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
  rename_need(from, to);
  if (auto view = model_.views.extract(from)) {
    view.key() = to;
    model_.views.insert(std::move(view));
    if (auto needs = model_.needs.extract(from)) {
      needs.key() = to;
      model_.needs.insert(std::move(needs));
    }
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
  for (auto& [key, child] : model_.tables) {
    if (child.partition_of == from) child.partition_of = to;
    replace(child.inherits, from, to);
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
  respell(s, from, to);
}

/// The column's name, and wherever the model repeats it.
void folder::respell(subject& s, const std::string& from, const std::string& to) {
  s.held->find(from)->name = to;
  replace(s.held->primary_key, from, to);
  rename_need(s.key + "." + from, s.key + "." + to);
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

void folder::use_index(subject& s, const sql::table_constraint& c, text::span where,
                       bool announce) {
  const std::string& from = c.using_index->text;
  const std::string to = c.constraint && !c.constraint->text.empty() ? c.constraint->text : from;
  const bool primary = c.kind == sql::constraint_kind::primary_key;
  constraint made;
  made.name = to;
  made.kind = std::string(constraint_kind_name(c.kind));
  if (s.held != nullptr) {
    if (auto node = s.held->indexes.extract(from); !node.empty()) {
      made.columns = node.mapped().columns;
      node.mapped().name = node.key() = to;
      model_.places.add(to, s.key);
      if (!primary) s.held->indexes.insert(std::move(node));
    }
  }
  if (announce) {
    effect& e = report(effect_kind::constraint_added, s.key, to, where);
    e.unique = true;
    e.constraint = made.kind;
    e.columns = made.columns;
  }
  if (primary) {
    for (const auto& name : made.columns) require(s, name, where);
  }
  if (s.held == nullptr) return;
  if (primary) s.held->primary_key = made.columns;
  model_.places.add(to, s.key);
  s.held->constraints[to] = std::move(made);
}

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
                     : default_index_name(model_, t, i.columns, dialect_);
  model_.places.add(i.name, t.name);
  t.indexes[i.name] = std::move(i);
}

void folder::add(subject& s, index i, const std::vector<std::string>& named, text::span where,
                 bool announce) {
  if (i.name.empty()) {
    i.name = s.held == nullptr ? "index on " + s.key
                               : default_index_name(model_, *s.held, named, dialect_);
  }
  if (announce) {
    effect& e = report(effect_kind::index_created, s.key, i.name, where);
    e.unique = i.unique;
    e.columns = i.columns;
  }
  if (s.held != nullptr) {
    model_.places.add(i.name, s.key);
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
    i.named.names = named;
    index& held = s.held->indexes[i.name];
    held = std::move(i);
    if (announce && s.held->partitioned && dialect_ == dialect::postgres)
      index_partitions(s.key, held);
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
  if (c.using_index) {
    use_index(s, c, where, announce);
    return;
  }
  if (s.held != nullptr) {
    std::vector<std::string> about = made.columns;
    if (c.kind != sql::constraint_kind::check && c.kind != sql::constraint_kind::foreign_key) {
      about = part_names(s, c.parts);
      for (const std::string& name : spellings(s, c.included)) about.push_back(name);
    }
    made.name = default_constraint_name(model_, *s.held, c, about, dialect_);
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
  model_.places.add(made.name, s.key);
  if (c.kind == sql::constraint_kind::primary_key) {
    s.held->primary_key = made.columns;
  } else if (c.kind == sql::constraint_kind::unique && dialect_ != dialect::sqlite) {
    const std::vector<std::string> parts = spellings(s, c.parts);
    drop_superseded(*s.held, parts);
    index& behind = s.held->indexes[made.name] = {};
    behind.name = made.name;
    behind.columns = parts;
    behind.unique = true;
    behind.named.names = part_names(s, c.parts);
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
  // PostgreSQL makes its keys before what refers to them.
  std::vector<sql::table_constraint> keys;
  for (const sql::table_constraint& each : c.constraints) {
    const bool key =
        dialect_ == dialect::postgres && (each.kind == sql::constraint_kind::primary_key ||
                                          each.kind == sql::constraint_kind::unique);
    if (key) {
      keys.push_back(each);
      keys.back().where = c.where;
    } else {
      add(s, each, c.where, announce);
    }
  }
  add_keys(s, std::move(keys), announce);
}

}  // namespace sluice::schema
