#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::sql {

namespace {

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

/// MySQL: FIRST, AFTER c behind a column's definition.
column_place read_place(cursor c, const lowering& context) {
  column_place result;
  const auto definition = c.child(node::column_definition);
  if (!definition || context.which != dialect::mysql || definition->last() >= c.last())
    return result;
  const kind k = context.kind_of(definition->last());
  result.first = k == kind::kw_first;
  if (k == kind::kw_after && definition->last() + 1 < c.last())
    result.after = context.to_name(definition->last() + 1);
  return result;
}

/// MariaDB: ADD SYSTEM VERSIONING reads like a column.
bool adds_versions(cursor c, const lowering& context) {
  return context.which == dialect::mysql && c.last() - c.first() == 3 &&
         same_word(context.text(c.first() + 1), "system") &&
         same_word(context.text(c.first() + 2), "versioning");
}

/// MariaDB: PERIOD FOR p (from, to). That of SYSTEM_TIME is of columns that the server fills.
void lower_period(cursor period, const lowering& context, std::vector<alter_action>& actions,
                  span where) {
  const name named = context.to_name(period.child(node::column_list)->first() - 1);
  if (same_word(named.text, "system_time")) {
    actions.push_back({quiet_action{"ADD PERIOD"}, where});
  } else {
    auto bounds = context.columns_in(*period.child(node::column_list));
    actions.push_back({change_period{named, std::move(bounds)}, where});
  }
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
        add(add_column{lower_column(added, context), if_not_exists, read_place(c, context)});
        break;
      case node::table_constraint:
        add(add_constraint{lower_constraint(added, context), if_not_exists});
        break;
      case node::period:
        lower_period(added, context, actions, context.span_of(c));
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
      add(set_not_null{context.to_name(c), c.has(node::not_valid)});
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
    case node::set_expression:
      add(column_action<set_expression>(c, context));
      break;
    case node::drop_identity:
    case node::drop_expression:
      add(drop_generation{context.to_name(c), c.has(node::if_exists)});
      break;
    case node::change_type: {
      const cursor type = *c.child(node::type);
      const auto collation = c.child(node::collation);
      add(change_type{context.to_name(c), context.to_type(type), context.span_of(type),
                      collation ? lower_collation(*collation, context) : std::string()});
      break;
    }
    case node::redefine_column: {
      redefine_column redefined;
      redefined.to = lower_column(*c.child(node::column_definition), context);
      const auto from = c.child(node::name);  // MODIFY keeps the name
      redefined.from = from ? context.to_name(*from) : redefined.to.column;
      redefined.place = read_place(c, context);
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
    case node::attach_partition: {
      const auto bound = c.child(node::partition_bound);
      add(attach_partition{context.to_object(*c.child(node::object_name)),
                           c.has(node::default_partition),
                           bound ? std::optional(context.span_of(*bound)) : std::nullopt});
      break;
    }
    case node::detach_partition:
      add(detach_partition{context.to_object(*c.child(node::object_name)),
                           c.has(node::concurrently), c.has(node::finalize)});
      break;
    case node::change_parent:
      add(change_parent{context.to_object(*c.child(node::object_name)),
                        context.kind_of(c.first()) == kind::kw_no});
      break;
    case node::convert_partition:
      add(convert_partition{context.to_object(*c.child(node::object_name)),
                            context.kind_of(c.first() + 1) == kind::kw_partition});
      break;
    case node::drop_period: {
      const name period = context.to_name(c.last() - 1);
      if (same_word(period.text, "system_time")) {
        add(quiet_action{"DROP PERIOD"});
      } else {
        add(change_period{period, {}});
      }
      break;
    }
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

statement lower_alter_table(cursor c, const lowering& context) {
  alter_table table;
  table.table = context.to_object(*c.child(node::object_name));
  table.if_exists = c.has(node::if_exists);
  table.only = c.has(node::only_flag);
  c.each(node::action, [&](cursor action) {
    read_method(action, context, table.method);
    action.each([&](cursor what) { lower_action(what, context, table.actions); });
  });
  return table;
}

}  // namespace sluice::sql
