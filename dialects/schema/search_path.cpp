#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>

/// PostgreSQL: in which schema a name without one stands. Until a script says SET search_path, it
/// is the default schema.
namespace sluice::schema {
namespace {

bool holds(const model& m, const std::string& key) {
  if (m.tables.count(key) != 0 || m.views.count(key) != 0 || m.routines.count(key) != 0)
    return true;
  return std::any_of(m.objects.begin(), m.objects.end(), [&](const std::string& title) {
    return title.size() > key.size() && title.ends_with(key) &&
           title[title.size() - key.size() - 1] == ' ';
  });
}

}  // namespace

const std::vector<std::string>& folder::path() const {
  static const std::vector<std::string> none;
  return model_.path.script == file_.name() ? model_.path.schemas : none;
}

std::string folder::in_schema(const std::string& schema_name, const sql::object_name& name) const {
  sql::object_name there = name;
  there.schema = sql::name{schema_name, {}, false};
  return model_name(there, dialect_);
}

std::string folder::key_of(const sql::object_name& name) const {
  if (name.schema || path().empty()) return model_name(name, dialect_);
  for (const std::string& schema_name : path()) {
    std::string key = in_schema(schema_name, name);
    if (holds(model_, key)) return key;
  }
  return new_key(name);
}

std::string folder::new_key(const sql::object_name& name) const {
  return name.schema || path().empty() ? model_name(name, dialect_)
                                       : in_schema(path().front(), name);
}

/// SET [SESSION | LOCAL] search_path {TO | =} a, "b", 'c' | DEFAULT
void folder::set_path(const sql::session_setting& s) {
  if (dialect_ != dialect::postgres || s.what != "search_path") return;
  const std::string_view text = file_.slice(statement_.where);
  std::vector<std::string> schemas;
  bool value = false;
  bool local = false;
  for (const sql::token& t : sql::lex(text, dialect_)) {
    if (sql::is_trivia(t.what) || t.what == sql::kind::comma) continue;
    const std::string_view shown = text.substr(t.where.begin, t.where.size());
    if (!value) {
      local = local || sql::same_word(shown, "local");
      value = t.what == sql::kind::equals || sql::same_word(shown, "to");
      continue;
    }
    std::string name = t.what == sql::kind::string && shown.size() >= 2
                           ? std::string(shown.substr(1, shown.size() - 2))
                           : sql::fold_name(shown, dialect_);
    if (t.what == sql::kind::kw_default) schemas.clear();
    if (t.what != sql::kind::kw_default && !name.empty() && name != "$user" && name != "pg_catalog")
      schemas.push_back(std::move(name));
  }
  if (local && !model_.path.local) model_.path.before = model_.path.schemas;
  model_.path.local = local;
  model_.path.script = file_.name();
  model_.path.schemas = std::move(schemas);
}

/// SET LOCAL lasts as long as its transaction.
void folder::end_local_path(sql::transaction_verb verb) {
  const bool ends =
      verb == sql::transaction_verb::commit || verb == sql::transaction_verb::rollback;
  if (!ends || !model_.path.local) return;
  model_.path.local = false;
  model_.path.schemas = std::exchange(model_.path.before, {});
}

}  // namespace sluice::schema
