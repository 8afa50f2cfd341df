#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <array>

namespace sluice::sql {

namespace {

bool is_serial(std::string_view type) {
  constexpr std::array<std::string_view, 6> serials = {"serial",  "bigserial", "smallserial",
                                                       "serial4", "serial8",   "serial2"};
  return std::find(serials.begin(), serials.end(), type) != serials.end();
}

foreign_key lower_references(cursor c, const lowering& context) {
  foreign_key result;
  result.table = context.to_object(*c.child(node::object_name));
  if (const auto columns = c.child(node::column_list))
    result.columns = context.columns_in(*columns);
  return result;
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
      break;
    case node::generated:
      column.generated = true;
      if (clause.has(node::row_period)) column.not_null = true;
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
  c.each([&](cursor clause) { lower_column_clause(clause, context, column); });
  return column;
}

table_constraint lower_constraint(cursor c, const lowering& context) {
  table_constraint result;
  result.where = context.span_of(c);
  if (const auto named = c.child(node::constraint_name))
    result.constraint = context.to_name(*named);
  result.not_valid = c.has(node::not_valid);
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
    }
    // MySQL: UNIQUE KEY name (...) without CONSTRAINT.
    const auto key = body.child(node::constraint_name);
    if (key && !result.constraint) result.constraint = context.to_name(*key);
  });
  return result;
}

index_definition lower_index(cursor c, const lowering& context) {
  index_definition result;
  result.where = context.span_of(c);
  if (const auto named = c.child(node::name)) result.index = context.to_name(*named);
  if (const auto columns = c.child(node::column_list)) {
    result.columns = context.columns_in(*columns);
    result.parts = context.parts_in(*columns);
  }
  return result;
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
void apply_primary_key(create_table& table, const lowering& context, bool without_rowid) {
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
      } else if (constraint.columns.size() == 1 && names_rowid(column) && !without_rowid) {
        column.generates_value = true;
        column.not_null = true;
      } else if (without_rowid) {
        column.not_null = true;
      }
    }
  }
  if (!without_rowid) return;
  for (column_definition& column : table.columns) {
    if (!column.primary_key) continue;
    column.not_null = true;
    column.generates_value = false;
  }
}

drop_constraint lower_drop_constraint(cursor c, const lowering& context) {
  drop_constraint result;
  result.if_exists = c.has(node::if_exists);
  switch (c.what()) {
    case node::drop_primary_key:
      result.kind = constraint_kind::primary_key;
      result.constraint.where = context.span_of(c);
      return result;
    case node::drop_foreign_key:
      result.kind = constraint_kind::foreign_key;
      break;
    case node::drop_check:
      result.kind = constraint_kind::check;
      break;
    default:
      break;
  }
  result.constraint = context.to_name(c);
  return result;
}

/// "ENABLE ROW LEVEL SECURITY": the words the action begins with, without what it applies to.
std::string leading_words(cursor c, const lowering& context) {
  constexpr std::uint32_t most = 4;
  std::string result;
  const auto named = c.child(node::object_name);
  const std::uint32_t last = named ? named->first() : c.last();
  for (std::uint32_t i = c.first(); i < last && i < c.first() + most; ++i) {
    if (!is_word(context.kind_of(i))) break;
    const std::string word = upper_case(context.text(i));
    if (!result.empty()) result += ' ';
    result += word;
    if (word == "TO" || word == "ON" || word == "BY" || word == "TRIGGER" || word == "CONSTRAINT" ||
        word == "INDEX" || word == "COLUMN" || word == "SCHEMA" || word == "PARTITION" ||
        (word == "ALTER" && context.which != dialect::mysql)) {
      break;
    }
  }
  return result;
}

/// MariaDB: ADD SYSTEM VERSIONING reads like a column.
bool adds_versions(cursor c, const lowering& context) {
  return context.which == dialect::mysql && c.last() - c.first() == 3 &&
         same_word(context.text(c.first() + 1), "system") &&
         same_word(context.text(c.first() + 2), "versioning");
}

/// What stands in ADD (...): columns, keys and constraints.
void lower_added(cursor c, const lowering& context, std::vector<alter_action>& actions) {
  if (adds_versions(c, context)) {
    actions.push_back({quiet_action{"ADD SYSTEM VERSIONING"}, context.span_of(c)});
    return;
  }
  const bool if_not_exists = c.has(node::if_not_exists);
  c.each([&](cursor added) {
    const auto add = [&](auto what) { actions.push_back({std::move(what), context.span_of(c)}); };
    switch (added.what()) {
      case node::column_definition:
        add(add_column{lower_column(added, context), if_not_exists});
        break;
      case node::table_constraint:
        add(add_constraint{lower_constraint(added, context), if_not_exists});
        break;
      case node::index_definition:
        add(add_index{lower_index(added, context), if_not_exists});
        break;
      default:
        break;
    }
  });
}

/// IF NOT EXISTS stands inside of the definition of a key.
bool is_guarded(cursor definition) {
  bool found = definition.has(node::if_not_exists);
  definition.each([&](cursor part) { found = found || part.has(node::if_not_exists); });
  return found;
}

std::pair<name, name> two_names(cursor c, const lowering& context) {
  std::vector<name> names;
  c.each(node::name, [&](cursor n) { names.push_back(context.to_name(n)); });
  return {names.front(), names.back()};
}

/// OPTIONS of a foreign table say where its rows come from, and ALTER TABLE sets those of a view,
/// too; neither is a mere setting of storage.
bool sets_behaviour(cursor c, const lowering& context) {
  constexpr std::array<std::string_view, 4> telling = {"options", "check_option",
                                                       "security_barrier", "security_invoker"};
  for (std::uint32_t i = c.first(); i < c.last(); ++i) {
    const std::string_view word = context.text(i);
    if (std::any_of(telling.begin(), telling.end(),
                    [&](std::string_view t) { return same_word(word, t); })) {
      return true;
    }
  }
  return false;
}

template <typename Action>
Action column_action(cursor c, const lowering& context) {
  return Action{context.to_name(c)};
}

void lower_action(cursor c, const lowering& context, std::vector<alter_action>& actions) {
  const auto add = [&](auto what) { actions.push_back({std::move(what), context.span_of(c)}); };
  switch (c.what()) {
    case node::add_column:
      lower_added(c, context, actions);
      break;
    case node::drop_column:
      add(drop_column{context.to_name(c), c.has(node::if_exists), c.has(node::cascade)});
      break;
    case node::rename_column: {
      auto [from, to] = two_names(c, context);
      add(rename_column{std::move(from), std::move(to)});
      break;
    }
    case node::rename_index: {
      auto [from, to] = two_names(c, context);
      add(rename_index{std::move(from), std::move(to)});
      break;
    }
    case node::rename_to:
      add(rename_to{context.to_object(*c.child(node::object_name))});
      break;
    case node::rename_constraint: {
      const auto [from, to] = two_names(c, context);
      add(rename_constraint{from, to});
      break;
    }
    case node::set_schema:
      add(set_schema{context.to_name(c)});
      break;
    case node::set_not_null:
      add(column_action<set_not_null>(c, context));
      break;
    case node::drop_not_null:
      add(column_action<drop_not_null>(c, context));
      break;
    case node::set_default:
      add(set_default{context.to_name(c), context.span_of(*c.child(node::expression))});
      break;
    case node::drop_default:
      add(column_action<drop_default>(c, context));
      break;
    case node::add_identity:
      add(column_action<add_identity>(c, context));
      break;
    case node::drop_identity:
    case node::drop_expression:
      add(drop_generation{context.to_name(c), c.has(node::if_exists)});
      break;
    case node::change_type: {
      const cursor type = *c.child(node::type);
      add(change_type{context.to_name(c), context.to_type(type), context.span_of(type)});
      break;
    }
    case node::redefine_column: {
      redefine_column redefined;
      redefined.to = lower_column(*c.child(node::column_definition), context);
      const auto from = c.child(node::name);  // MODIFY keeps the name
      redefined.from = from ? context.to_name(*from) : redefined.to.column;
      add(std::move(redefined));
      break;
    }
    case node::add_constraint: {
      const cursor constraint = *c.child(node::table_constraint);
      add(add_constraint{lower_constraint(constraint, context), is_guarded(constraint)});
      break;
    }
    case node::add_index: {
      const cursor index = *c.child(node::index_definition);
      add(add_index{lower_index(index, context), is_guarded(index)});
      break;
    }
    case node::drop_constraint:
    case node::drop_primary_key:
    case node::drop_foreign_key:
    case node::drop_check:
      add(lower_drop_constraint(c, context));
      break;
    case node::drop_table_index:
      add(drop_table_index{context.to_name(c), c.has(node::if_exists)});
      break;
    case node::validate_constraint:
      add(column_action<validate_constraint>(c, context));
      break;
    case node::quiet_action:
      if (sets_behaviour(c, context)) {
        add(opaque_action{leading_words(c, context)});
      } else {
        add(quiet_action{leading_words(c, context)});
      }
      break;
    case node::enforce_constraint:
      add(enforce_constraint{context.to_name(c), !c.has(node::not_flag)});
      break;
    case node::set_visibility:
      add(set_visibility{context.to_name(c), "SET " + upper_case(context.text(c.last() - 1))});
      break;
    case node::convert_characters:
      add(convert_characters{context.span_of(c.first() + 2, c.last())});
      break;
    case node::partition_action:
    case node::opaque_action: {
      std::string words = leading_words(c, context);
      if (context.which != dialect::mysql) {
        add(opaque_action{std::move(words)});
      } else {
        actions.push_back({lower_by_words(std::move(words), c, context), context.span_of(c)});
      }
      break;
    }
    default:
      break;  // an ignored action changes nothing
  }
}

}  // namespace

statement lower_create_table(cursor c, const lowering& context) {
  create_table table;
  table.table = context.to_object(*c.child(node::object_name));
  table.if_not_exists = c.has(node::if_not_exists);
  table.temporary = c.has(node::temporary);
  table.from_query = c.has(node::from_query) || c.has(node::of_type);
  if (const auto elements = c.child(node::element_list)) {
    elements->each([&](cursor element) {
      switch (element.what()) {
        case node::column_definition:
          table.columns.push_back(lower_column(element, context));
          break;
        case node::table_constraint:
          table.constraints.push_back(lower_constraint(element, context));
          break;
        case node::index_definition:
          table.indexes.push_back(lower_index(element, context));
          break;
        case node::from_query:
          table.from_query = true;
          break;
        default:
          break;
      }
    });
  }
  if (const auto elements = c.child(node::element_list)) {
    elements->each(node::period, [&](cursor period) { apply_period(table, period, context); });
  }
  apply_primary_key(table, context, c.has(node::without_rowid));
  return table;
}

statement lower_alter_table(cursor c, const lowering& context) {
  alter_table table;
  table.table = context.to_object(*c.child(node::object_name));
  table.if_exists = c.has(node::if_exists);
  c.each(node::action, [&](cursor action) {
    action.each([&](cursor what) { lower_action(what, context, table.actions); });
  });
  return table;
}

}  // namespace sluice::sql
