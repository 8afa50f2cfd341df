#include "dialects/schema/folding.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace sluice::lint::catalogue {

namespace {

using schema::type_parts;

bool is_one_of(std::string_view base, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), base) != names.end();
}

bool is_integer_type(std::string_view base) {
  return is_one_of(base, {"smallint", "integer", "int", "bigint", "tinyint", "mediumint"});
}

bool is_decimal(std::string_view base) {
  return is_one_of(base, {"numeric", "decimal"});
}

bool is_float(std::string_view base) {
  return is_one_of(base, {"real", "double precision", "double", "float"});
}

bool has_time(std::string_view base) {
  return base.starts_with("timestamp") || base == "datetime";
}

int digits_after_point(const type_parts& t) {
  return t.scale.value_or(0);
}

/// MySQL and MariaDB keep whole seconds when nothing is said.
int precision(const type_parts& t, dialect d) {
  return t.length.value_or(d == dialect::mysql ? 0 : 6);
}

/// What becomes of values that fit; empty when nothing does.
std::string_view loss(const type_parts& from, const type_parts& to, dialect d) {
  const bool fraction = is_float(from.base) || is_decimal(from.base);
  const bool unlimited = from.base == "numeric" && !from.length;
  if (fraction && is_integer_type(to.base) &&
      (is_float(from.base) || unlimited || digits_after_point(from) > 0))
    return "values are rounded to whole numbers";
  if (fraction && is_decimal(to.base) && (to.length || d == dialect::mysql) &&
      (is_float(from.base) || unlimited || digits_after_point(from) > digits_after_point(to)))
    return "values are rounded to fewer digits";
  if (is_decimal(from.base) && is_float(to.base))
    return "decimal values are stored as the nearest binary ones";
  if (is_one_of(from.base, {"double precision", "double"}) && is_one_of(to.base, {"real", "float"}))
    return "values are rounded to about seven digits";
  if (has_time(from.base) && to.base == "date") return "the time of day is cut off";
  if (has_time(from.base) && has_time(to.base) && precision(from, d) > precision(to, d))
    return "fractions of seconds are rounded";
  if (from.base == "json" && to.base == "jsonb")
    return "the order of keys and all but the last of equal keys are lost";
  return {};
}

void check_lossy_type_change(const statement_view& view, reporter& to) {
  for (const schema::effect& e : view.effects) {
    if (e.kind != schema::effect_kind::column_type_changed || !e.existed_before) continue;
    const schema::table* t = schema::find_table(view.before, e.table, view.d);
    const schema::column* c = t == nullptr ? nullptr : schema::find_column(*t, e.object, view.d);
    if (c == nullptr) continue;
    const std::string_view lost = loss(schema::take_type_apart(c->type, view.d),
                                       schema::take_type_apart(e.to, view.d), view.d);
    if (lost.empty()) continue;
    reporter::draft d;
    d.object = e.table + "." + e.object;
    d.message = fmt::format("turns {} from {} into {}: {}, without an error", d.object, c->type,
                            e.to, lost);
    d.where = e.where;
    d.named = {e.table, e.object, "", "", ""};
    to.report(std::move(d));
  }
}

}  // namespace

const rule lossy_type_change{
    "lossy-type-change",
    rule_class::data_loss,
    severity::warning,
    "A change of type rounds or cuts values, and no error tells.",
    "What was lost cannot be told from the new values, and a release that is rolled back to finds "
    "them changed.",
    {"A new column of the new type beside {table}.{column}, a backfill, and a verify query that "
     "counts where the two differ; the old one is dropped when nobody needs it.",
     "", ""},
    {"CREATE TABLE items (id bigint PRIMARY KEY, price numeric(10,2));", phases::phase::contract,
     "ALTER TABLE items ALTER COLUMN price TYPE numeric(10,0);",
     "ALTER TABLE items ALTER COLUMN price TYPE numeric(12,2);"},
    {"items", "price", "", "", ""},
    check_lossy_type_change};

}  // namespace sluice::lint::catalogue
