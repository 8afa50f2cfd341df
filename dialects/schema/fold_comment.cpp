#include "dialects/schema/folding.hpp"
#include "dialects/schema/words.hpp"

#include <algorithm>

/// COMMENT ON of PostgreSQL, and COMMENT = of MySQL's tables.
namespace sluice::schema {
namespace {

void set(std::map<std::string, std::string>& comments, const std::string& title,
         const std::string& text) {
  if (text.empty()) {
    comments.erase(title);
  } else {
    comments[title] = text;
  }
}

}  // namespace

/// "function f(integer)", as comments and grants are kept; the only one of its name when the
/// statement does not say which.
std::string folder::routine_title(const sql::object_name& name) const {
  const std::string key = key_of(name);
  std::optional<std::string> signature = signature_behind(name);
  if (const auto known = model_.overloads.find(key);
      !signature && known != model_.overloads.end() && known->second.size() == 1)
    signature = *known->second.begin();
  return "function " + key + "(" + signature.value_or("") + ")";
}

void folder::comment_on_part(const sql::comment_on& c, const std::string& text) {
  const subject on = find(*c.table);
  const std::string& name = c.object->object.text;
  if (c.object_class == "constraint" && on.held != nullptr) {
    const auto held = on.held->constraints.find(name);
    if (held != on.held->constraints.end()) held->second.comment = text;
  } else if (c.object_class == "policy" && on.held != nullptr) {
    const auto held = on.held->policies.find(name);
    if (held != on.held->policies.end()) held->second.comment = text;
  } else if (c.object_class == "trigger") {
    const auto held = model_.triggers.find(on.key + "." + name);
    if (held != model_.triggers.end()) held->second.comment = text;
  }
}

void folder::operator()(const sql::auxiliary& s) {
  report(effect_kind::nothing, {}, {}, {});
  const auto* c = std::get_if<sql::comment_on>(&s.detail);
  if (c == nullptr || c->label || !c->object) return;
  const std::string text = comment(c->text);
  const std::string& what = c->object_class;
  if (c->table) {
    comment_on_part(*c, text);
    return;
  }
  const subject on = find(*c->object);
  if (what == "column" && c->column) {
    column* held = on.held == nullptr ? nullptr : on.held->find(c->column->text);
    if (held != nullptr) held->comment = text;
    if (on.held == nullptr && model_.views.count(on.key) != 0)
      set(model_.comments, "column " + on.key + "." + c->column->text, text);
  } else if ((what == "table" || what == "foreign table") && on.held != nullptr) {
    on.held->comment = text;
  } else if (what == "index") {
    table* holder = holder_of(*c->object, {});
    if (holder != nullptr) holder->indexes.at(c->object->object.text).comment = text;
  } else if (what == "view" || what == "materialized view") {
    if (model_.views.count(on.key) != 0) set(model_.comments, "view " + on.key, text);
  } else if (what == "function" || what == "procedure" || what == "routine" ||
             what == "aggregate") {
    set(model_.comments, routine_title(*c->object), text);
  } else if (what == "type" || what == "domain") {
    set(model_.comments, "type " + on.key, text);
  } else if (what == "sequence") {
    if (model_.sequences.count(on.key) != 0) set(model_.comments, "sequence " + on.key, text);
  } else if (what == "schema") {
    set(model_.comments, "schema " + c->object->object.text, text);
  }
}

/// MySQL: what follows the columns in CREATE TABLE.
void folder::read_table_options(table& t, const sql::create_table& s) const {
  std::uint32_t from = s.table.where.end;
  if (!s.columns.empty()) from = std::max(from, s.columns.back().where.end);
  if (!s.constraints.empty()) from = std::max(from, s.constraints.back().where.end);
  if (!s.indexes.empty()) from = std::max(from, s.indexes.back().where.end);
  if (from >= statement_.where.end) return;
  const std::string_view rest = file_.slice({from, statement_.where.end});
  words w(rest, dialect_);
  if (s.from_query) {
    const std::size_t query = std::min(w.find("select"), w.find("with"));
    w = words(rest.substr(0, query == 0 ? 0 : w.end_of(query - 1)), dialect_);
  }
  read_table_comment(t, w);
  t.character_set.text = character_set({from, statement_.where.end});
  if (w.find("partition") < w.size()) read_partitions(t, w);
}

/// MySQL: for columns to come. Those that are there keep what they have.
void folder::set_characters(table& t, const std::string& characters) const {
  for (column& c : t.columns) {
    if (c.character_set.text.empty())
      c.character_set.text = t.character_set.text.empty() ? "as made " : t.character_set.text;
  }
  t.character_set.text = characters;
}

/// MySQL: COMMENT [=] 'text' among the options of a table.
void folder::read_table_comment(table& t, const words& w) const {
  const std::size_t partitions = w.find("partition");
  for (std::size_t i = w.find("comment"); i < partitions; i = w.find("comment", i + 1)) {
    const std::size_t value = w.what(i + 1) == sql::kind::equals ? i + 2 : i + 1;
    if (w.what(value) == sql::kind::string) t.comment = w.label(value);
  }
}

/// MySQL: the options of ALTER TABLE, and ALTER INDEX i [NOT] {VISIBLE | INVISIBLE | IGNORED}.
void folder::read_quiet_words(subject& s, text::span where) const {
  if (s.held == nullptr || dialect_ != dialect::mysql) return;
  const words w(file_.slice(where), dialect_);
  read_table_comment(*s.held, w);
  const bool of_table =
      w.is(0, "default") || w.is(0, "character") || w.is(0, "charset") || w.is(0, "collate");
  if (const std::string set = character_set(where); of_table && !set.empty())
    set_characters(*s.held, set);
  if (!w.is(0, "alter")) return;
  const std::size_t named = w.are(2, "if", "exists") ? 4 : 2;
  const auto held = find_entry(s.held->indexes, w.name(named), dialect_);
  if (held == s.held->indexes.end()) return;
  held->second.visible = w.is(named + 1, "not") || w.is(named + 1, "visible");
}

/// What is said about an object, and what is granted on it, ends with it.
void folder::forget_title(const std::string& title) {
  model_.comments.erase(title);
  model_.grants.erase(title);
  if (!title.starts_with("view ")) return;
  const std::string columns = "column " + title.substr(5) + ".";
  auto held = model_.comments.lower_bound(columns);
  while (held != model_.comments.end() && held->first.starts_with(columns))
    held = model_.comments.erase(held);
}

void folder::move_title(const std::string& from, const std::string& to) {
  move_key(model_.comments, from, to);
  move_key(model_.grants, from, to);
  if (!from.starts_with("view ")) return;
  const std::string columns = "column " + from.substr(5) + ".";
  for (auto held = model_.comments.lower_bound(columns);
       held != model_.comments.end() && held->first.starts_with(columns);) {
    const std::string name = (held++)->first;
    move_key(model_.comments, name, "column " + to.substr(5) + "." + name.substr(columns.size()));
  }
}

}  // namespace sluice::schema
