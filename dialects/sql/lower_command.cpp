#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::sql {

namespace {

/// What statements do not notice. SET and RESET of storage parameters begin with a bracket.
bool is_bookkeeping(std::string_view action, std::string_view object_class) {
  static constexpr std::array<std::string_view, 9> beginnings{
      "depends on",     "no depends on", "owned by",        "set tablespace", "attach partition",
      "set statistics", "alter column",  "refresh version", "cluster on"};
  // A sequence can be given an owner and other numbers in one statement.
  if (object_class == "sequence" && action.find("start") != std::string_view::npos) return false;
  const bool storage = object_class == "index" || object_class == "materialized view";
  if (storage && (action.starts_with("set (") || action.starts_with("reset ("))) return true;
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) {
    // A view's column can be given a default.
    return action.starts_with(b) && (b != "alter column" || storage);
  });
}

void read_alteration(object_command& result, cursor c, const lowering& context) {
  const std::string action = words_in(c.first(), c.last(), context);
  if (const auto target = c.child(node::object_name)) {
    result.how = object_alteration::rename;
    result.to = context.to_object(*target);
    if (action.starts_with("set schema") && !result.objects.empty()) {
      object_name moved = result.objects.front();
      moved.schema = result.to->object;
      result.to = moved;
    } else if (!result.objects.empty() && !result.to->schema) {
      result.to->schema = result.objects.front().schema;
    }
    return;
  }
  result.how = action.starts_with("owner to")                ? object_alteration::owner
               : action.starts_with("add value")             ? object_alteration::add_value
               : action.starts_with("validate")              ? object_alteration::validate
               : is_bookkeeping(action, result.object_class) ? object_alteration::bookkeeping
                                                             : object_alteration::other;
}

void read_details(object_command& result, cursor c, const lowering& context) {
  if (const auto owner = c.child(node::owned_by)) {
    result.owned_by = to_column(*owner->child(node::object_name), context);  // not of OWNED BY NONE
  }
  c.each(node::object_tables, [&](cursor tables) {
    for (object_name& table : context.objects_in(tables)) result.tables.push_back(std::move(table));
  });
  c.each(node::schema_element,
         [&](cursor element) { result.elements.push_back(context.span_of(element)); });
}

object_command lower_object_command(cursor c, const lowering& context) {
  object_command result;
  result.verb = c.what() == node::create_object  ? object_verb::create
                : c.what() == node::alter_object ? object_verb::alter
                                                 : object_verb::drop;
  const cursor named = *c.child(node::object_class);
  result.object_class = words_in(named.first(), named.last(), context);
  if (result.object_class == "schema authorization") result.object_class = "schema";
  if (result.object_class == "statistics on") result.object_class = "statistics";
  if (result.object_class == "index all") result.object_class = "index";
  if (result.object_class == "materialized view all") result.object_class = "materialized view";
  result.objects = context.objects_in(c);
  if (const auto table = c.child(node::on_table))
    result.table = context.to_object(*table->child(node::object_name));
  for (std::uint32_t i = c.first(); i < named.first(); ++i)
    result.or_replace = result.or_replace || context.kind_of(i) == kind::kw_replace;
  result.if_exists = c.has(node::if_exists);
  result.if_not_exists = c.has(node::if_not_exists);
  result.cascade = c.has(node::cascade);
  read_details(result, c, context);
  if (const auto action = c.child(node::alteration)) {
    read_details(result, *action, context);
    read_alteration(result, *action, context);
  }
  return result;
}

/// EXECUTE IMMEDIATE 'text': with nothing escaped in it, the statement is what stands there.
run_code lower_execute(cursor c, const lowering& context) {
  run_code result;
  const bool immediate = c.last() == 3 && same_word(context.text(1), "immediate");
  if (!immediate || context.kind_of(2) != kind::string) return result;
  const span inside = context.inside_quotes(2);
  const std::string_view text = context.bytes.substr(inside.begin, inside.size());
  if (text.find_first_of("'\"\\") != std::string_view::npos) return result;
  result.language = "sql";
  result.body = inside;
  return result;
}

run_code lower_block(cursor c, const lowering& context) {
  run_code result;
  result.language = context.which == dialect::postgres ? "plpgsql" : "sql";
  if (const auto body = c.child(node::body)) result.body = context.span_of(*body);
  for (std::uint32_t i = c.first() + 1; i < c.last(); ++i) {
    const kind k = context.kind_of(i);
    if (k == kind::kw_language && i + 1 < c.last()) {
      result.language = lower_case(fold_name(context.text(++i), context.which));
    } else if (context.which == dialect::postgres &&
               (k == kind::string || k == kind::dollar_string)) {
      result.body = context.inside_quotes(i);
    }
  }
  return result;
}

}  // namespace

statement lower_command(cursor c, const lowering& context) {
  switch (c.what()) {
    case node::create_object:
    case node::alter_object:
    case node::drop_object:
      return lower_object_command(c, context);
    case node::truncate_table:
      return truncate_table{context.objects_in(c), c.has(node::cascade)};
    case node::change_privileges: {
      change_privileges result;
      result.revoke = !same_word(context.text(c.first()), "grant");
      if (const auto tables = c.child(node::granted_tables)) {
        result.tables = context.objects_in(*tables);
      }
      return result;
    }
    case node::call:
      return run_code{context.to_object(*c.child(node::object_name)), {}, {}};
    case node::run_block:
      return lower_block(c, context);
    case node::load_rows:
      return load_rows{context.to_object(*c.child(node::object_name))};
    case node::run_prepared:
      return lower_execute(c, context);
    case node::two_phase:
      return transaction_control{transaction_verb::two_phase};
    case node::auxiliary:
    case node::prepared:
    case node::comment_on:
    case node::lock_tables:
    case node::refresh_view:
    case node::maintain:
      return lower_auxiliary(c, context);
    default:
      return opaque{};
  }
}

}  // namespace sluice::sql
