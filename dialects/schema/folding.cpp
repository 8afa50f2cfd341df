#include "dialects/schema/folding.hpp"

#include <array>

namespace sluice::schema {
namespace {

std::string joined(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& c : columns) {
    out += (out.empty() ? "" : "_") + (c.empty() ? std::string("expr") : c);
  }
  return out;
}

bool taken(const table& t, const std::string& name) {
  return t.indexes.count(name) != 0 || t.constraints.count(name) != 0;
}

/// name, name<separator>1, name<separator>2: the first that is free.
std::string free_name(const table& t, const std::string& name, const std::string& separator,
                      int first) {
  std::string candidate = name;
  for (int n = first; taken(t, candidate); ++n) {
    candidate = name + separator + std::to_string(n);
  }
  return candidate;
}

std::string numbered(const table& t, const std::string& stem) {
  int n = 1;
  while (taken(t, stem + std::to_string(n))) {
    ++n;
  }
  return stem + std::to_string(n);
}

std::string bare(const table& t) {
  return t.name.substr(t.name.find('.') + 1);
}

/// serial is no type but a type with a default.
std::string stored_type(const std::string& type, dialect d) {
  if (d == dialect::mysql) {
    return same_name(type, "serial", d) ? "bigint unsigned" : type;
  }
  if (d == dialect::postgres) {
    for (const auto& [shorthand, stored] :
         std::initializer_list<std::array<const char*, 2>>{{"serial", "integer"},
                                                           {"serial4", "integer"},
                                                           {"bigserial", "bigint"},
                                                           {"serial8", "bigint"},
                                                           {"smallserial", "smallint"},
                                                           {"serial2", "smallint"}}) {
      if (type == shorthand) {
        return stored;
      }
    }
  }
  return type;
}

}  // namespace

column make_column(const sql::column_definition& definition, dialect d) {
  column c;
  c.name = definition.column.text;
  c.type = stored_type(definition.type, d);
  c.nullable = !definition.not_null && (!definition.primary_key || d == dialect::sqlite);
  c.has_default = definition.default_value.has_value();
  c.generated = definition.generated;
  c.stored = definition.stored;
  c.generates_value = definition.generates_value;
  c.invisible = definition.invisible;
  c.identity = definition.identity;
  c.collation = definition.collation;
  if (d != dialect::postgres) c.collation = sql::lower_case(c.collation);
  if ((d == dialect::postgres && c.collation == "default") ||
      (d == dialect::sqlite && c.collation == "binary")) {
    c.collation.clear();
  }
  if (c.generates_value && d != dialect::sqlite) {
    c.nullable = false;
  }
  if (d == dialect::postgres && c.generates_value && c.identity.empty()) {
    c.generates_value = false;  // serial is a default that calls nextval()
    c.has_default = true;
    c.default_volatility = volatility::changing;
  }
  return c;
}

std::string_view constraint_kind_name(sql::constraint_kind kind) {
  switch (kind) {
    case sql::constraint_kind::primary_key:
      return "primary key";
    case sql::constraint_kind::unique:
      return "unique";
    case sql::constraint_kind::foreign_key:
      return "foreign key";
    case sql::constraint_kind::check:
      return "check";
    case sql::constraint_kind::exclude:
      return "exclude";
  }
  return "check";
}

std::string default_constraint_name(const table& t, const sql::table_constraint& c, dialect d) {
  if (d == dialect::mysql && c.kind == sql::constraint_kind::primary_key) {
    return "PRIMARY";
  }
  if (c.constraint && !c.constraint->text.empty()) {
    return c.constraint->text;
  }
  std::vector<std::string> columns;
  for (const auto& each : c.columns) {
    columns.push_back(each.text);
  }
  const std::string stem = bare(t) + "_" + joined(columns) + (columns.empty() ? "" : "_");
  switch (c.kind) {
    case sql::constraint_kind::primary_key:
      return d == dialect::postgres ? bare(t) + "_pkey" : "primary key";
    case sql::constraint_kind::unique:
      if (d == dialect::mysql && !columns.empty()) {
        return free_name(t, columns.front(), "_", 2);
      }
      return d == dialect::postgres ? free_name(t, stem + "key", "", 1)
                                    : numbered(t, "sqlite_autoindex_" + bare(t) + "_");
    case sql::constraint_kind::foreign_key:
      return d == dialect::postgres ? free_name(t, stem + "fkey", "", 1)
                                    : numbered(t, bare(t) + "_ibfk_");
    case sql::constraint_kind::check:
      return d == dialect::postgres ? free_name(t, stem + "check", "", 1)
                                    : numbered(t, bare(t) + "_chk_");
    case sql::constraint_kind::exclude:
      return free_name(t, stem + "excl", "", 1);
  }
  return stem;
}

std::string default_index_name(const table& t, const index& i, dialect d) {
  if (d == dialect::mysql) {
    return free_name(
        t, i.columns.empty() || i.columns.front().empty() ? "functional_index" : i.columns.front(),
        "_", 2);
  }
  return free_name(t, bare(t) + "_" + joined(i.columns) + "_idx", "", 1);
}

}  // namespace sluice::schema
