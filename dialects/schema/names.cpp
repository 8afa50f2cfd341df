#include "dialects/schema/names.hpp"

#include "dialects/sql/token.hpp"

#include <algorithm>
#include <utility>

namespace sluice::schema {
namespace {

bool is_default_schema(std::string_view schema, dialect d) {
  switch (d) {
    case dialect::postgres:
      return schema == "public";
    case dialect::sqlite:
      return same_name(schema, "main", d);
    case dialect::mysql:
      break;
  }
  return false;
}

}  // namespace

std::string model_name(const sql::object_name& name, dialect d) {
  if (!name.schema || is_default_schema(name.schema->text, d)) {
    return name.object.text;
  }
  return name.schema->text + "." + name.object.text;
}

std::string model_name_beside(const sql::object_name& name, std::string_view beside, dialect d) {
  const auto dot = beside.find('.');
  if (name.schema || d == dialect::mysql || dot == std::string_view::npos) {
    return model_name(name, d);
  }
  return std::string(beside.substr(0, dot + 1)) + name.object.text;
}

std::string model_name_in(const sql::name& schema, std::string_view moved, dialect d) {
  sql::object_name to;
  to.schema = schema;
  to.object.text = bare_name(std::string(moved));
  return model_name(to, d);
}

bool same_name(std::string_view a, std::string_view b, dialect d) {
  return d == dialect::postgres ? a == b : sql::same_word(a, b);
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string bare_name(const std::string& key) {
  return key.substr(key.find('.') + 1);
}

const column* find_column(const table& t, std::string_view name, dialect d) {
  for (const auto& c : t.columns) {
    if (same_name(c.name, name, d)) {
      return &c;
    }
  }
  return nullptr;
}

column* find_column(table& t, std::string_view name, dialect d) {
  return const_cast<column*>(find_column(std::as_const(t), name, d));
}

const table* find_table(const model& m, std::string_view name, dialect d) {
  const auto found = find_entry(m.tables, name, d);
  return found == m.tables.end() ? nullptr : &found->second;
}

table* find_table(model& m, std::string_view name, dialect d) {
  return const_cast<table*>(find_table(std::as_const(m), name, d));
}

std::string find_trigger(const model& m, std::string_view trigger_name, std::string_view table_name,
                         dialect d) {
  for (const auto& [key, t] : m.triggers) {
    if (same_name(t.name, trigger_name, d) &&
        (table_name.empty() || same_name(t.table, table_name, d))) {
      return key;
    }
  }
  return {};
}

const table* find_index_table(const model& m, std::string_view index_name,
                              std::string_view table_name, dialect d) {
  if (!m.places.may_exist(index_name)) return nullptr;
  const std::string wanted(index_name);  // once, not for each table
  const auto holds = [&](const table& t) {
    if (t.indexes.empty()) return false;
    return d == dialect::postgres ? t.indexes.count(wanted) != 0
                                  : find_entry(t.indexes, wanted, d) != t.indexes.end();
  };
  if (d == dialect::postgres && !table_name.empty()) {
    const table* t = m.find(table_name);
    return t != nullptr && holds(*t) ? t : nullptr;
  }
  // MySQL's tables may each have one of that name, and the first of them counts.
  if (const std::string* place = m.places.last_place(index_name);
      place != nullptr && d != dialect::mysql && table_name.empty()) {
    const table* t = m.find(*place);
    if (t != nullptr && holds(*t)) return t;
  }
  for (const auto& [key, t] : m.tables) {
    if (!table_name.empty() && !same_name(key, table_name, d)) {
      continue;
    }
    if (holds(t)) {
      return &t;
    }
  }
  return nullptr;
}

}  // namespace sluice::schema
