#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::sql {

namespace {

bool is_serial(std::string_view type) {
  constexpr std::array<std::string_view, 6> serials = {"serial",  "bigserial", "smallserial",
                                                       "serial4", "serial8",   "serial2"};
  return std::find(serials.begin(), serials.end(), type) != serials.end();
}

/// ON DELETE CASCADE ON UPDATE SET NULL
void lower_actions(cursor c, const lowering& context, foreign_key& key) {
  for (std::uint32_t i = c.first(); i + 2 < c.last(); ++i) {
    if (context.kind_of(i) != kind::kw_on) continue;
    const bool of_delete = context.kind_of(i + 1) == kind::kw_delete;
    if (!of_delete && context.kind_of(i + 1) != kind::kw_update) continue;
    std::string action = lower_case(context.text(i + 2));
    if ((action == "set" || action == "no") && i + 3 < c.last())
      action += " " + lower_case(context.text(i + 3));
    (of_delete ? key.on_delete : key.on_update) = action;
  }
}

foreign_key lower_references(cursor c, const lowering& context) {
  foreign_key result;
  result.table = context.to_object(*c.child(node::object_name));
  if (const auto columns = c.child(node::column_list))
    result.columns = context.columns_in(*columns);
  lower_actions(c, context, result);
  return result;
}

/// What stands in the parentheses of CHECK.
std::optional<span> lower_condition(cursor check, const lowering& context) {
  const auto condition = check.child(node::expression);
  if (!condition) return std::nullopt;
  return context.span_of(*condition);
}

/// NULL, STORED: what a clause ends with.
bool ends_in(cursor clause, const lowering& context, kind what) {
  return context.kind_of(clause.last() - 1) == what;
}

/// In SQLite this makes the column another name of the rowid; DESC does not (a documented quirk).
bool names_rowid(const column_definition& column) {
  return column.type == "integer";
}

/// NULL, (NULL)
bool is_null(cursor value, const lowering& context) {
  std::uint32_t first = value.first();
  std::uint32_t last = value.last();
  while (last - first > 2 && context.kind_of(first) == kind::left_paren &&
         context.kind_of(last - 1) == kind::right_paren) {
    ++first;
    --last;
  }
  // PostgreSQL: NULL::text
  if (last - first > 1 && context.kind_of(first) == kind::kw_null)
    return context.kind_of(first + 1) == kind::double_colon;
  return last - first == 1 && context.kind_of(first) == kind::kw_null;
}

void lower_column_clause(cursor clause, const lowering& context, column_definition& column) {
  switch (clause.what()) {
    case node::not_null:
      column.not_null = true;
      break;
    case node::primary_key:
      column.primary_key = true;
      if (context.which != dialect::sqlite) {
        column.not_null = true;
      } else if (names_rowid(column) && !clause.has(node::descending)) {
        column.generates_value = true;
        column.not_null = true;
      }
      break;
    case node::unique:
      column.unique = true;
      break;
    case node::default_clause: {
      const cursor value = *clause.child(node::expression);
      if (!is_null(value, context)) column.default_value = context.span_of(value);
      break;
    }
    case node::check:
      column.has_check = true;
      break;
    case node::references:
      column.references = lower_references(clause, context);
      break;
    case node::identity:
      column.generates_value = true;
      column.not_null = true;
      column.identity =
          context.kind_of(clause.first() + 1) == kind::kw_always ? "always" : "by default";
      break;
    case node::generated:
      column.generated = true;
      column.stored = ends_in(clause, context, kind::kw_stored) ||
                      ends_in(clause, context, kind::kw_persistent);
      if (clause.has(node::row_period)) column.not_null = column.stored = true;
      break;
    case node::collation:
      column.collation = lower_collation(clause, context);
      break;
    case node::visibility:
      column.invisible = same_word(context.text(clause.first()), "invisible");
      break;
    case node::column_comment:
      column.comment = context.span_of(clause.last() - 1, clause.last());
      break;
    case node::auto_increment:
      column.generates_value = true;
      break;
    case node::serial_value:
      column.generates_value = true;
      column.not_null = true;
      column.unique = true;
      break;
    default:
      break;
  }
}

/// A constraint that stands in a column's definition, with the name that was given before it.
void lower_column_constraint(cursor clause, const lowering& context, column_definition& column,
                             std::optional<name>& named) {
  table_constraint made;
  switch (clause.what()) {
    case node::constraint_name:
      named = context.to_name(clause);
      return;
    case node::enforcement:
      if (!column.constraints.empty())
        column.constraints.back().not_enforced = context.kind_of(clause.first()) == kind::kw_not;
      return;
    case node::primary_key:
      made.kind = constraint_kind::primary_key;
      break;
    case node::unique:
    case node::serial_value:
      made.kind = constraint_kind::unique;
      break;
    case node::check:
      made.kind = constraint_kind::check;
      made.condition = lower_condition(clause, context);
      break;
    case node::references:
      made.kind = constraint_kind::foreign_key;
      made.references = lower_references(clause, context);
      break;
    default:
      named.reset();  // of a NOT NULL, say
      return;
  }
  // MySQL: a flag of the column, however often it is said.
  if (context.which == dialect::mysql && made.kind != constraint_kind::check &&
      std::any_of(column.constraints.begin(), column.constraints.end(),
                  [&](const table_constraint& c) { return c.kind == made.kind; })) {
    return;
  }
  if (made.kind != constraint_kind::check) {  // a check may tie the column to others
    made.columns.push_back(column.column);
    made.parts.push_back(column.column);
  }
  made.constraint = std::exchange(named, std::nullopt);
  made.where = context.span_of(clause);
  column.constraints.push_back(std::move(made));
}

/// MariaDB: the columns of PERIOD FOR p (a, b) are NOT NULL.
void apply_period(create_table& table, cursor period, const lowering& context) {
  for (const name& bound : context.columns_in(*period.child(node::column_list))) {
    for (column_definition& column : table.columns) {
      if (same_word(column.column.text, bound.text)) column.not_null = true;
    }
  }
}

/// What PRIMARY KEY (a, b) beside the columns means for the columns.
void apply_primary_key(create_table& table, const lowering& context) {
  for (const table_constraint& constraint : table.constraints) {
    if (constraint.kind != constraint_kind::primary_key) continue;
    for (column_definition& column : table.columns) {
      const bool in_key = std::any_of(constraint.columns.begin(), constraint.columns.end(),
                                      [&](const name& key_column) {
                                        return context.which == dialect::postgres
                                                   ? key_column.text == column.column.text
                                                   : same_word(key_column.text, column.column.text);
                                      });
      if (!in_key) continue;
      if (context.which != dialect::sqlite) {
        column.not_null = true;
      } else if (constraint.columns.size() == 1 && names_rowid(column) && !table.without_rowid) {
        column.generates_value = true;
        column.not_null = true;
      } else if (table.without_rowid) {
        column.not_null = true;
      }
    }
  }
  if (!table.without_rowid) return;
  for (column_definition& column : table.columns) {
    if (!column.primary_key) continue;
    column.not_null = true;
    column.generates_value = false;
  }
}

/// PARTITION OF, PARTITION BY and INHERITS of PostgreSQL.
void lower_parents(create_table& table, cursor c, const lowering& context) {
  if (const auto parent = c.child(node::partition_of)) {
    table.partition_of = context.to_object(*parent->child(node::object_name));
    table.default_partition = c.has(node::default_partition);
    if (const auto bound = c.child(node::partition_bound)) table.bound = context.span_of(*bound);
  }
  if (const auto parents = c.child(node::inherits)) table.inherits = context.objects_in(*parents);
  table.unlisted_columns = table.from_query;
  if (table.partition_of || !table.inherits.empty()) table.from_query = true;
  if (const auto scheme = c.child(node::partition_by)) {
    table.partitioned = {lower_case(context.text(scheme->first() + 2)), context.parts_in(*scheme)};
  }
}

/// One that is not listed is a parent's, of which the table says more.
void require_columns(create_table& table, const std::vector<name>& required) {
  for (const name& each : required) {
    const auto listed = std::find_if(
        table.columns.begin(), table.columns.end(),
        [&](const column_definition& column) { return column.column.text == each.text; });
    column_definition& column =
        listed != table.columns.end() ? *listed : table.columns.emplace_back();
    if (listed == table.columns.end()) {
      column.column = each;
      column.where = each.where;
    }
    column.not_null = true;
  }
}

}  // namespace

std::string lower_collation(cursor c, const lowering& context) {
  return context.to_name(c.last() - 1).text;
}

std::vector<name> lower_included(cursor c, const lowering& context) {
  std::vector<name> result;
  std::uint32_t i = c.first();
  while (i < c.last() && context.kind_of(i) != kind::kw_include) ++i;
  if (i + 1 >= c.last() || context.kind_of(i + 1) != kind::left_paren) return result;
  for (i += 2; i < c.last() && context.kind_of(i) != kind::right_paren; ++i) {
    if (context.kind_of(i) != kind::comma) result.push_back(context.to_name(i));
  }
  return result;
}

column_definition lower_column(cursor c, const lowering& context) {
  column_definition column;
  column.column = context.to_name(c);
  column.where = context.span_of(c);
  if (const auto type = c.child(node::type)) {
    column.type = context.to_type(*type);
    column.type_where = context.span_of(*type);
  }
  const bool serial = context.which == dialect::postgres ? is_serial(column.type)
                      : context.which == dialect::mysql  ? column.type == "serial"
                                                         : false;
  if (serial) {
    column.generates_value = true;
    column.not_null = true;
    column.unique = context.which == dialect::mysql;
  }
  std::optional<name> named;
  c.each([&](cursor clause) {
    lower_column_clause(clause, context, column);
    lower_column_constraint(clause, context, column, named);
  });
  const bool has_key =
      std::any_of(column.constraints.begin(), column.constraints.end(),
                  [](const table_constraint& k) { return k.kind == constraint_kind::unique; });
  if (serial && context.which == dialect::mysql && !has_key) {
    table_constraint key;
    key.kind = constraint_kind::unique;
    key.columns = key.parts = {column.column};
    key.where = column.where;
    column.constraints.push_back(std::move(key));
  }
  return column;
}

table_constraint lower_constraint(cursor c, const lowering& context) {
  table_constraint result;
  result.where = context.span_of(c);
  if (const auto named = c.child(node::constraint_name))
    result.constraint = context.to_name(*named);
  result.not_valid = c.has(node::not_valid);
  if (context.which == dialect::postgres) result.included = lower_included(c, context);
  c.each([&](cursor body) {
    switch (body.what()) {
      case node::primary_key:
        result.kind = constraint_kind::primary_key;
        break;
      case node::unique:
        result.kind = constraint_kind::unique;
        break;
      case node::foreign_key:
        result.kind = constraint_kind::foreign_key;
        if (const auto index = body.child(node::name)) result.index = context.to_name(*index);
        if (const auto references = body.child(node::references)) {
          result.references = lower_references(*references, context);
        }
        break;
      case node::check:
        result.kind = constraint_kind::check;
        result.condition = lower_condition(body, context);
        return;
      case node::enforcement:
        result.not_enforced = context.kind_of(body.first()) == kind::kw_not;
        return;
      case node::exclude:
        result.kind = constraint_kind::exclude;
        break;
      default:
        return;
    }
    if (const auto columns = body.child(node::column_list)) {
      result.columns = context.columns_in(*columns);
      result.parts = context.parts_in(*columns);
      result.details = lower_key_details(c, *columns, context);
    }
    if (const auto index = body.child(node::using_index))
      result.using_index = context.to_name(*index);
    // MySQL: UNIQUE KEY name (...) without CONSTRAINT.
    const auto key = body.child(node::constraint_name);
    if (key && !result.constraint) result.constraint = context.to_name(*key);
  });
  return result;
}

std::string index_sort(std::uint32_t first, const lowering& context) {
  const kind k = context.kind_of(first);
  return k == kind::kw_fulltext || k == kind::kw_spatial ? lower_case(context.text(first))
                                                         : std::string();
}

index_definition lower_index(cursor c, const lowering& context) {
  index_definition result;
  result.sort = index_sort(c.first(), context);
  result.where = context.span_of(c);
  if (const auto named = c.child(node::name)) result.index = context.to_name(*named);
  if (const auto columns = c.child(node::column_list)) {
    result.columns = context.columns_in(*columns);
    result.parts = context.parts_in(*columns);
    result.details = lower_key_details(c, *columns, context);
  }
  return result;
}

statement lower_create_table(cursor c, const lowering& context) {
  create_table table;
  table.table = context.to_object(*c.child(node::object_name));
  table.if_not_exists = c.has(node::if_not_exists);
  table.temporary = c.has(node::temporary);
  table.from_query = c.has(node::from_query) || c.has(node::of_type);
  lower_parents(table, c, context);
  std::vector<name> required;
  if (const auto elements = c.child(node::element_list)) {
    std::size_t columns = 0;
    elements->each(node::column_definition, [&](cursor) { ++columns; });
    table.columns.reserve(columns);
    elements->each([&](cursor element) {
      switch (element.what()) {
        case node::column_definition:
          table.columns.push_back(lower_column(element, context));
          break;
        case node::table_constraint:
          table.constraints.push_back(lower_constraint(element, context));
          break;
        case node::required_column:
          required.push_back(context.to_name(*element.child(node::name)));
          break;
        case node::index_definition:
          table.indexes.push_back(lower_index(element, context));
          break;
        case node::from_query:
          table.from_query = table.unlisted_columns = true;
          break;
        default:
          break;
      }
    });
  }
  require_columns(table, required);
  if (const auto elements = c.child(node::element_list)) {
    elements->each(node::period, [&](cursor period) { apply_period(table, period, context); });
  }
  table.strict = c.has(node::strict);
  table.without_rowid = c.has(node::without_rowid);
  apply_primary_key(table, context);
  return table;
}

}  // namespace sluice::sql
