#include "dialects/sql/lower.hpp"

namespace sluice::sql {

void read_method(cursor c, const lowering& context, online_method& method) {
  c.each(node::method_option, [&](cursor option) {
    const bool algorithm = context.kind_of(option.first()) == kind::kw_algorithm;
    (algorithm ? method.algorithm : method.lock) = upper_case(context.text(option.last() - 1));
  });
}

namespace {

create_index lower_create_index(cursor c, const lowering& context) {
  create_index result;
  if (const auto index = c.child(node::object_name))
    result.index = context.to_object(*index).object;
  result.table = context.to_object(*c.child(node::on_table)->child(node::object_name));
  // SQLite names the schema at the index, for both.
  if (const auto index = c.child(node::object_name); index && !result.table.schema) {
    result.table.schema = context.to_object(*index).schema;
  }
  result.unique = c.has(node::unique_flag);
  result.concurrently = c.has(node::concurrently);
  result.if_not_exists = c.has(node::if_not_exists);
  result.partial = c.has(node::where_clause);
  result.columns = context.columns_in(*c.child(node::column_list));
  result.parts = context.parts_in(*c.child(node::column_list));
  result.only = c.child(node::on_table)->has(node::only_flag);
  result.sort = index_sort(c.first() + 1, context);
  result.details = lower_key_details(c, *c.child(node::column_list), context);
  read_method(c, context, result.method);
  if (context.which == dialect::postgres) result.included = lower_included(c, context);
  return result;
}

drop_index lower_drop_index(cursor c, const lowering& context) {
  drop_index result;
  result.indexes = context.objects_in(c);
  if (const auto table = c.child(node::on_table)) {
    result.table = context.to_object(*table->child(node::object_name));
  }
  result.concurrently = c.has(node::concurrently);
  result.if_exists = c.has(node::if_exists);
  read_method(c, context, result.method);
  return result;
}

create_view lower_create_view(cursor c, const lowering& context) {
  create_view result;
  result.view = context.to_object(*c.child(node::object_name));
  // ALTER VIEW gives the view a new query, too.
  result.or_replace = c.has(node::or_replace) || context.kind_of(c.first()) == kind::kw_alter;
  result.if_not_exists = c.has(node::if_not_exists);
  result.materialized = c.has(node::materialized);
  for (std::uint32_t i = c.first(); i < c.child(node::object_name)->first(); ++i)
    result.temporary = result.temporary || context.kind_of(i) == kind::kw_temporary;
  std::uint32_t at = c.child(node::object_name)->last();
  if (context.kind_of(at) == kind::left_paren) {
    for (++at; context.kind_of(at) != kind::right_paren; ++at) {
      if (context.kind_of(at) != kind::comma) result.columns.push_back(context.to_name(at));
    }
  }
  result.query = context.span_of(*c.child(node::query));
  return result;
}

/// Neither quoted nor a part of a longer name.
bool is_plain_word(const lowering& context, std::uint32_t index) {
  return is_word(context.kind_of(index)) && context.kind_of(index - 1) != kind::dot;
}

create_routine lower_create_routine(cursor c, const lowering& context) {
  create_routine result;
  result.kind = c.has(node::procedure_flag) ? routine_kind::procedure : routine_kind::function;
  result.routine = context.to_object(*c.child(node::object_name));
  result.or_replace = c.has(node::or_replace);
  result.language = "sql";
  if (const auto language = c.child(node::language)) {
    result.language = lower_case(fold_name(context.text(language->last() - 1), context.which));
  }
  const auto body_words = c.child(node::body);
  for (std::uint32_t i = c.first() + 1; i < c.last(); ++i) {
    if (body_words && i >= body_words->first() && i < body_words->last()) continue;
    for (const std::string_view word : {"immutable", "stable", "volatile"}) {
      if (is_plain_word(context, i) && same_word(context.text(i), word)) result.volatility = word;
    }
  }
  if (const auto quoted = c.child(node::quoted_body)) {
    result.body = context.inside_quotes(quoted->first() + 1);
  } else if (const auto body = c.child(node::body)) {
    result.body = context.span_of(*body);
  }
  return result;
}

/// What stands between the table and the program.
void read_trigger_clauses(cursor c, const lowering& context, create_trigger& result) {
  const auto program = c.child(context.which == dialect::postgres ? node::executes : node::body);
  const std::uint32_t last = program ? program->first() : c.last();
  for (std::uint32_t i = c.child(node::on_table)->last(); i < last; ++i) {
    const kind k = context.kind_of(i);
    result.conditional = result.conditional || k == kind::kw_when;
    if (k == kind::kw_when) break;
    const bool negated = context.kind_of(i - 1) == kind::kw_not;
    result.deferrable = result.deferrable || (k == kind::kw_deferrable && !negated);
    result.deferred = result.deferred || k == kind::kw_deferred;
  }
  // INITIALLY DEFERRED says it, too.
  result.deferrable = result.deferrable || result.deferred;
  if (context.which != dialect::sqlite || result.instead_of) return;
  // SQLite's triggers run before the change unless they say AFTER.
  bool after = false;
  for (std::uint32_t i = c.first(); i < c.child(node::on_table)->first(); ++i)
    after = after || context.kind_of(i) == kind::kw_after;
  result.before = !after;
}

create_trigger lower_create_trigger(cursor c, const lowering& context) {
  create_trigger result;
  result.trigger = context.to_object(*c.child(node::object_name));
  result.table = context.to_object(*c.child(node::on_table)->child(node::object_name));
  result.or_replace = c.has(node::or_replace);
  result.if_not_exists = c.has(node::if_not_exists);
  result.before = c.has(node::before_flag);
  result.on_insert = c.has(node::on_insert);
  result.on_update = c.has(node::on_update);
  result.on_delete = c.has(node::on_delete);
  result.on_truncate = c.has(node::on_truncate);
  result.instead_of = c.has(node::instead_flag);
  result.constraint = c.has(node::constraint_flag);
  result.each_row = context.which != dialect::postgres || c.has(node::each_row);
  c.each(node::on_update, [&](cursor event) {
    if (const auto columns = event.child(node::update_columns)) {
      result.update_columns = context.columns_in(*columns);
    }
  });
  if (const auto executes = c.child(node::executes)) {
    result.function = context.to_object(*executes->child(node::object_name));
  }
  if (const auto body = c.child(node::body)) result.body = context.span_of(*body);
  read_trigger_clauses(c, context, result);
  return result;
}

drop_trigger lower_drop_trigger(cursor c, const lowering& context) {
  drop_trigger result;
  result.trigger = context.to_object(*c.child(node::object_name));
  if (const auto table = c.child(node::on_table)) {
    result.table = context.to_object(*table->child(node::object_name));
  }
  result.if_exists = c.has(node::if_exists);
  return result;
}

rename_table lower_rename_table(cursor c, const lowering& context) {
  rename_table result;
  c.each(node::rename_pair, [&](cursor pair) {
    const std::vector<object_name> names = context.objects_in(pair);
    result.pairs.push_back({names.front(), names.back()});
  });
  return result;
}

/// The settings that a SET names: "search_path", "sql_mode, foreign_key_checks".
std::string setting_names(cursor c, const lowering& context) {
  std::string result;
  bool expected = true;
  std::uint32_t depth = 0;
  for (std::uint32_t i = c.first() + 1; i < c.last(); ++i) {
    const kind k = context.kind_of(i);
    if (k == kind::left_paren) ++depth;
    if (k == kind::right_paren && depth > 0) --depth;
    if (depth == 0 && k == kind::comma) {
      // PostgreSQL: SET search_path TO a, b is one setting.
      expected = context.which == dialect::mysql;
      continue;
    }
    if (!expected) continue;
    const std::string word = lower_case(context.text(i));
    if (word == "session" || word == "local" || word == "global" || word == "persist") continue;
    if (!result.empty()) result += ", ";
    result += word;
    while (i + 2 < c.last() && context.kind_of(i + 1) == kind::dot) {
      result += "." + lower_case(context.text(i + 2));
      i += 2;
    }
    expected = false;
  }
  return result;
}

}  // namespace

statement lower_object(cursor c, const lowering& context) {
  switch (c.what()) {
    case node::create_index:
      return lower_create_index(c, context);
    case node::drop_index:
      return lower_drop_index(c, context);
    case node::create_view:
      return lower_create_view(c, context);
    case node::drop_view:
      return drop_view{context.objects_in(c), c.has(node::if_exists), c.has(node::materialized),
                       c.has(node::cascade)};
    case node::drop_table:
      return drop_table{context.objects_in(c), c.has(node::if_exists), c.has(node::cascade)};
    case node::rename_table:
      return lower_rename_table(c, context);
    case node::create_routine:
      return lower_create_routine(c, context);
    case node::drop_routine:
      return drop_routine{
          c.has(node::procedure_flag) ? routine_kind::procedure : routine_kind::function,
          context.objects_in(c), c.has(node::if_exists), c.has(node::cascade)};
    case node::create_trigger:
      return lower_create_trigger(c, context);
    case node::drop_trigger:
      return lower_drop_trigger(c, context);
    case node::transaction_begin:
      return transaction_control{transaction_verb::begin};
    case node::transaction_commit:
      return transaction_control{transaction_verb::commit};
    case node::transaction_rollback:
      return transaction_control{transaction_verb::rollback};
    case node::transaction_savepoint:
      return transaction_control{transaction_verb::savepoint};
    case node::transaction_release:
      return transaction_control{transaction_verb::release};
    case node::setting: {
      // LOAD, DISCARD and ATTACH name no setting.
      const bool named =
          context.kind_of(c.first()) == kind::kw_set || same_word(context.text(c.first()), "reset");
      return session_setting{named ? setting_names(c, context)
                                   : lower_case(context.text(c.first()))};
    }
    case node::pragma: {
      const auto named = *c.child(node::setting_name);
      return session_setting{lower_case(context.text(named.last() - 1))};
    }
    case node::use:
      return session_setting{"use"};
    default:
      return lower_command(c, context);
  }
}

}  // namespace sluice::sql
