#include "dialects/schema/folding.hpp"
#include "dialects/schema/words.hpp"

#include <algorithm>

/// Keys, other constraints and indexes.
namespace sluice::schema {

/// As PostgreSQL does: checks, then keys, then what refers to them.
void folder::add_in_order(subject& on, const sql::create_table& s) {
  std::vector<const sql::table_constraint*> checks;
  std::vector<const sql::table_constraint*> keys;
  std::vector<const sql::table_constraint*> references;
  const auto sort_in = [&](const sql::table_constraint& c) {
    const bool key =
        c.kind == sql::constraint_kind::primary_key || c.kind == sql::constraint_kind::unique;
    const bool reference = c.kind == sql::constraint_kind::foreign_key;
    (key ? keys : reference ? references : checks).push_back(&c);
  };
  for (const auto& c : s.columns) {
    for (const auto& each : c.constraints) sort_in(each);
  }
  for (const auto& c : s.constraints) sort_in(c);
  for (const auto* c : checks) add(on, *c, c->where, false);
  add_keys(on, std::move(keys), {}, false);
  for (const auto* c : references) add(on, *c, c->where, false);
}

void folder::add_keys(subject& s, std::vector<const sql::table_constraint*> keys,
                      const std::optional<text::span>& where, bool announce) {
  std::stable_sort(keys.begin(), keys.end(), [](const auto* a, const auto* b) {
    return a->kind == sql::constraint_kind::primary_key && b->kind != a->kind;
  });
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const sql::table_constraint* named = keys[i];
    for (std::size_t j = i + 1; j < keys.size(); ++j) {
      if (keys[i]->using_index || spellings(s, keys[i]->parts) != spellings(s, keys[j]->parts))
        continue;
      if (!named->constraint) named = keys[j];
      keys.erase(keys.begin() + static_cast<std::ptrdiff_t>(j--));
    }
    const text::span its_place = where.value_or(keys[i]->where);
    if (named == keys[i]) {
      add(s, *keys[i], its_place, announce);
    } else {
      sql::table_constraint with_name = *keys[i];
      with_name.constraint = named->constraint;
      add(s, with_name, its_place, announce);
    }
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
  if (c.references) refer(made, *c.references);
  for (const auto& name : c.columns) {
    made.columns.push_back(spelling(s, name));
  }
  if (c.condition) {
    const std::string_view condition = file_.slice(*c.condition);
    const sql::token_stream tokens = sql::lex(condition, dialect_);
    made.condition.text = comparable(condition, tokens);
    if (s.held != nullptr) {
      for (const auto& name : sql::names_mentioned(condition, tokens, dialect_)) {
        const column* mentioned = find_column(*s.held, name, dialect_);
        if (mentioned != nullptr && !contains(made.columns, mentioned->name))
          made.columns.push_back(mentioned->name);
      }
    }
  }
  if (c.using_index) {
    use_index(s, c, where, announce);
    return;
  }
  if (s.held != nullptr) {
    const bool named = c.constraint && !c.constraint->text.empty();
    std::vector<std::string> about;
    if (!named) about = made.columns;
    if (!named && c.kind != sql::constraint_kind::check &&
        c.kind != sql::constraint_kind::foreign_key) {
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
  // No server takes a second one: the program that adds it has looked before.
  const bool second = c.kind == sql::constraint_kind::primary_key &&
                      std::any_of(s.held->constraints.begin(), s.held->constraints.end(),
                                  [](const auto& k) { return k.second.kind == "primary key"; });
  if (second) return;
  model_.places.add(made.name, s.key);
  if (c.kind == sql::constraint_kind::primary_key) {
    s.held->primary_key = made.columns;
  } else if (c.kind == sql::constraint_kind::unique && dialect_ != dialect::sqlite) {
    const std::vector<std::string> parts = spellings(s, c.parts);
    if (dialect_ == dialect::mysql) drop_superseded(*s.held, parts);
    index& behind = s.held->indexes[made.name] = {};
    behind.name = made.name;
    behind.columns = parts;
    behind.unique = true;
    describe(s, behind, c.details, c.included);
    behind.named.names = part_names(s, c.parts);
  }
  if (c.kind == sql::constraint_kind::primary_key) {
    if (dialect_ == dialect::mysql) drop_superseded(*s.held, made.columns);
  } else if (c.kind == sql::constraint_kind::foreign_key) {
    model_.links.add(made.references, s.key);
    index_foreign_key(*s.held, c, made);
  }
  constraint& held = s.held->constraints[made.name];
  held = std::move(made);
}

namespace {

/// "(10)" of a column that has no more characters is the whole column.
bool is_whole(std::string_view order, const column& c) {
  const type_parts parts = take_type_apart(c.type, dialect::mysql);
  const bool text = parts.base.ends_with("char") || parts.base.ends_with("binary");
  const std::size_t close = order.find(')');
  if (!text || !parts.length || !order.starts_with('(') || close == std::string_view::npos)
    return false;
  const std::string length = "(" + std::to_string(*parts.length) + ")";
  const std::string_view said = order.substr(0, close + 1);
  return said.size() > length.size() || (said.size() == length.size() && said >= length);
}

/// Takes a word of an order away, with the blank before or behind it.
void take_away(std::string& order, const std::string& word) {
  const std::string padded = " " + order + " ";
  const std::size_t at = padded.find(" " + word + " ");
  if (at == std::string::npos) return;
  order.erase(at == 0 ? 0 : at - 1, word.size() + (order.size() > word.size() ? 1 : 0));
}

}  // namespace

void folder::describe(const subject& s, index& i, const sql::key_details& details,
                      const std::vector<sql::name>& included) const {
  if (dialect_ == dialect::postgres) i.method = details.method;
  i.included = spellings(s, included);
  i.nulls_distinct = details.nulls_distinct;
  i.visible = details.visible;
  i.comment = comment(details.comment);
  if (!i.method.empty() && dialect_ == dialect::mysql) return;  // words and places have no order
  i.orders = details.orders;
  i.orders.resize(std::min(i.orders.size(), i.columns.size()));
  for (std::size_t at = 0; s.held != nullptr && at < i.orders.size(); ++at) {
    const schema::column* c = s.held->find(i.columns[at]);
    std::string& order = i.orders[at];
    if (c == nullptr || order.empty()) continue;
    if (dialect_ == dialect::mysql && is_whole(order, *c))
      order.erase(0, std::min(order.size(), order.find(')') + 2));
    if (!c->collation.empty()) take_away(order, "collate " + c->collation);
    if (dialect_ == dialect::sqlite && c->collation.empty()) take_away(order, "collate binary");
    if (dialect_ == dialect::postgres) take_away(order, c->type + "_ops");
  }
  while (!i.orders.empty() && i.orders.back().empty()) i.orders.pop_back();
}

std::string folder::comment(const std::optional<text::span>& literal) const {
  return literal ? literal_value(file_.slice(*literal), dialect_) : std::string();
}

/// The constraints that stand in a column's definition.
void folder::add_inline(subject& s, const sql::column_definition& c, bool announce) {
  // PostgreSQL makes its keys before what refers to them.
  std::vector<const sql::table_constraint*> keys;
  for (const sql::table_constraint& each : c.constraints) {
    const bool key =
        dialect_ == dialect::postgres && (each.kind == sql::constraint_kind::primary_key ||
                                          each.kind == sql::constraint_kind::unique);
    if (key) {
      keys.push_back(&each);
    } else if (s.held == nullptr && each.kind == sql::constraint_kind::check) {
      sql::table_constraint own = each;  // of a table that the model does not hold
      own.columns = {c.column};
      add(s, own, c.where, announce);
    } else {
      add(s, each, c.where, announce);
    }
  }
  add_keys(s, std::move(keys), c.where, announce);
}

}  // namespace sluice::schema
