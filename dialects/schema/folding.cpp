#include "dialects/schema/folding.hpp"

namespace sluice::schema {
column make_column(const sql::column_definition& definition, dialect d) {
  column c;
  c.name = definition.column.text;
  c.type = canonical_type(definition.type, d);
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

}  // namespace sluice::schema
