#include "dialects/sql/lower.hpp"

#include <algorithm>
#include <iterator>

namespace sluice::sql {

namespace {

struct sources {
  std::vector<table_reference> tables;
  bool first_is_table = false;
  bool any = false;
};

table_reference lower_table_reference(cursor c, const lowering& context) {
  table_reference result;
  result.table = context.to_object(*c.child(node::object_name));
  if (const auto alias = c.child(node::alias)) result.alias = context.to_name(*alias);
  return result;
}

/// Tables in reading order; queries and functions between them count as sources, not as tables.
/// Depth is bounded by the grammar's own limit.
void collect(cursor c, const lowering& context, sources& found) {
  c.each([&](cursor child) {
    switch (child.what()) {
      case node::table_reference:
        if (!found.any) found.first_is_table = !child.has(node::function_table);
        found.any = true;
        if (!child.has(node::function_table)) {
          found.tables.push_back(lower_table_reference(child, context));
        }
        break;
      case node::join:
        collect(child, context, found);
        break;
      case node::derived_table:
        if (child.has(node::query)) {
          found.any = true;
        } else {
          collect(child, context, found);
        }
        break;
      default:
        break;
    }
  });
}

sources sources_of(std::optional<cursor> clause, const lowering& context) {
  sources found;
  if (clause) collect(*clause, context, found);
  return found;
}

/// A condition on the driving table loses rows of these, in which that table is all NULL.
std::string_view outer_join_of(cursor from, const lowering& context) {
  std::string_view reason;
  from.each(node::join, [&](cursor join) {
    for (std::uint32_t i = join.first(); i < join.last(); ++i) {
      const kind k = context.kind_of(i);
      if (k == kind::kw_join) break;
      if (k == kind::kw_right) reason = "RIGHT JOIN";
      if (k == kind::kw_full) reason = "FULL JOIN";
    }
  });
  return reason;
}

/// The place for a condition: the WHERE clause's expression, or the end of the last clause that
/// stands before one.
condition_place lower_condition(cursor c, std::initializer_list<node> before,
                                const lowering& context) {
  condition_place place;
  std::uint32_t last = c.first() + 1;
  c.each([&](cursor child) {
    if (std::find(before.begin(), before.end(), child.what()) != before.end()) last = child.last();
  });
  place.insert_at = context.tokens[last - 1].where.end;
  if (const auto where = c.child(node::where_clause)) {
    place.where = context.span_of(*where->child(node::expression));
  }
  return place;
}

/// WHERE CURRENT OF a cursor takes no further condition.
bool follows_cursor(cursor c, const lowering& context) {
  const auto where = c.child(node::where_clause);
  if (!where || where->last() - where->first() < 3) return false;
  return context.kind_of(where->first() + 1) == kind::kw_current &&
         context.kind_of(where->first() + 2) == kind::kw_of;
}

void set_reason(std::string& reason, std::string_view why) {
  if (reason.empty()) reason = why;
}

void lower_select_core(cursor core, const lowering& context, select_query& result) {
  const auto from = core.child(node::from_clause);
  sources found = sources_of(from, context);
  std::move(found.tables.begin(), found.tables.end(), std::back_inserter(result.tables));
  result.condition =
      lower_condition(core, {node::distinct, node::select_list, node::from_clause}, context);
  list_facts facts;
  if (const auto list = core.child(node::select_list)) facts = inspect_list(*list, context);
  result.star = result.star || facts.star;
  std::string& reason = result.not_splittable;
  if (core.has(node::distinct)) set_reason(reason, "DISTINCT");
  if (core.has(node::group_by)) set_reason(reason, "GROUP BY");
  if (core.has(node::having)) set_reason(reason, "HAVING");
  if (facts.window || core.has(node::window)) set_reason(reason, "a window function");
  if (facts.aggregate) set_reason(reason, "an aggregate function");
  if (!from) {
    set_reason(reason, "no FROM");
  } else if (!found.first_is_table) {
    set_reason(reason, "its first source is not a table");
  } else {
    set_reason(reason, outer_join_of(*from, context));
  }
}

update lower_update(cursor c, const lowering& context) {
  update result;
  const cursor targets = *c.child(node::target_list);
  const auto from = c.child(node::from_clause);
  sources found = sources_of(targets, context);
  sources joined = sources_of(from, context);
  if (!found.tables.empty()) {
    result.target = found.tables.front();
    result.others.assign(found.tables.begin() + 1, found.tables.end());
  }
  std::move(joined.tables.begin(), joined.tables.end(), std::back_inserter(result.others));
  if (from) result.from = context.span_of(from->first() + 1, from->last());
  c.child(node::set_list)->each(node::assignment, [&](cursor assigned) {
    const span value = context.span_of(*assigned.child(node::expression));
    if (const auto list = assigned.child(node::column_list)) {
      for (name& column : context.columns_in(*list)) {
        result.assignments.push_back({std::move(column), value});
      }
    } else {
      const auto columns = context.columns_in(assigned);
      if (!columns.empty()) result.assignments.push_back({columns.front(), value});
    }
  });
  result.condition = lower_condition(c, {node::set_list, node::from_clause}, context);
  std::string& reason = result.not_splittable;
  bool several = false;
  targets.each([&](cursor child) {
    several = several || child.what() != node::table_reference || child.first() != targets.first();
  });
  if (several) set_reason(reason, "several tables after UPDATE");
  if (c.has(node::with_clause)) set_reason(reason, "WITH");
  if (follows_cursor(c, context)) set_reason(reason, "CURRENT OF");
  if (c.has(node::limit)) set_reason(reason, "LIMIT");
  if (c.has(node::order_by)) set_reason(reason, "ORDER BY");
  return result;
}

/// MariaDB: DELETE HISTORY FROM t reads like a table `history` out of a join.
bool deletes_history(const delete_rows& parsed) {
  const name& target = parsed.target.table.object;
  if (target.quoted || parsed.target.table.schema || !same_word(target.text, "history")) {
    return false;
  }
  if (parsed.others.size() != 1) return false;
  const table_reference& from = parsed.others.front();
  return !same_word(from.alias ? from.alias->text : from.table.object.text, "history");
}

delete_rows lower_delete(cursor c, const lowering& context) {
  delete_rows result;
  std::string& reason = result.not_splittable;
  if (const auto listed = c.child(node::delete_targets)) {
    const std::vector<object_name> tables = context.objects_in(*listed);
    result.target.table = tables.front();
    result.others = sources_of(c.child(node::from_clause), context).tables;
    for (table_reference& other : sources_of(c.child(node::using_clause), context).tables) {
      result.others.push_back(std::move(other));
    }
    if (deletes_history(result)) {
      result.target = result.others.front();
      result.others.clear();
      set_reason(reason, "the history of rows");
    }
    set_reason(reason, "several tables after DELETE");
  } else {
    const cursor targets = *c.child(node::target_list);
    sources found = sources_of(targets, context);
    sources joined = sources_of(c.child(node::using_clause), context);
    if (!found.tables.empty()) {
      result.target = found.tables.front();
      result.others.assign(found.tables.begin() + 1, found.tables.end());
    }
    std::move(joined.tables.begin(), joined.tables.end(), std::back_inserter(result.others));
    if (found.tables.size() != 1) set_reason(reason, "several tables after DELETE");
  }
  result.condition = lower_condition(
      c, {node::target_list, node::using_clause, node::from_clause, node::delete_targets}, context);
  if (c.has(node::with_clause)) set_reason(reason, "WITH");
  if (follows_cursor(c, context)) set_reason(reason, "CURRENT OF");
  if (c.has(node::limit)) set_reason(reason, "LIMIT");
  if (c.has(node::order_by)) set_reason(reason, "ORDER BY");
  return result;
}

insert lower_insert(cursor c, const lowering& context) {
  insert result;
  result.table = context.to_object(*c.child(node::object_name));
  if (const auto list = c.child(node::column_list)) result.columns = context.columns_in(*list);
  if (const auto values = c.child(node::values_clause)) {
    std::size_t count = 0;
    values->child(node::row)->each(node::expression, [&](cursor) { ++count; });
    result.values_in_row = count;
  }
  if (const auto assigned = c.child(node::set_list)) {  // MySQL: INSERT INTO t SET a = 1
    result.columns.emplace();
    assigned->each(node::assignment, [&](cursor one) {
      for (name& column : context.columns_in(one)) result.columns->push_back(std::move(column));
    });
    result.values_in_row = result.columns->size();
  }
  if (const auto query = c.child(node::query)) {
    result.query = lower_query(*query, context);
    if (c.has(node::with_clause)) set_reason(result.query->not_splittable, "WITH");
  }
  result.default_values = c.has(node::default_values);
  result.upsert = c.has(node::upsert);
  result.replace = c.has(node::replace_flag);
  return result;
}

/// The INTO of a query's first SELECT, which makes a table of the rows.
std::optional<cursor> into_of(cursor query) {
  if (const auto core = query.child(node::select_core)) return core->child(node::into);
  const auto inner = query.child(node::query);
  return inner ? into_of(*inner) : std::nullopt;
}

create_table lower_into(cursor into, const lowering& context) {
  create_table result;
  result.table = context.to_object(*into.child(node::object_name));
  result.temporary = into.has(node::temporary);
  result.from_query = true;
  return result;
}

}  // namespace

select_query lower_query(cursor c, const lowering& context) {
  select_query result;
  std::string& reason = result.not_splittable;
  if (c.has(node::with_clause)) set_reason(reason, "WITH");
  if (c.has(node::set_operation)) set_reason(reason, "a set operation");
  bool first = true;
  const auto take_term = [&](cursor term) {
    select_query part;
    part.condition.insert_at = context.span_of(term).end;
    switch (term.what()) {
      case node::select_core:
        lower_select_core(term, context, part);
        break;
      case node::query:
        part = lower_query(term, context);
        break;
      case node::table_command:
        part.tables.push_back({context.to_object(*term.child(node::object_name)), std::nullopt});
        part.star = true;
        part.not_splittable = "TABLE";
        break;
      case node::values_clause:
        part.not_splittable = "VALUES";
        break;
      default:
        return;
    }
    std::move(part.tables.begin(), part.tables.end(), std::back_inserter(result.tables));
    result.star = result.star || part.star;
    result.row_locking = result.row_locking || part.row_locking;
    set_reason(reason, part.not_splittable);
    if (first) result.condition = part.condition;
    first = false;
  };
  c.each([&](cursor child) {
    if (child.what() == node::set_operation) {
      child.each(take_term);
    } else {
      take_term(child);
    }
  });
  if (c.has(node::limit)) set_reason(reason, "LIMIT");
  result.row_locking = result.row_locking || c.has(node::locking);
  return result;
}

row_change lower_row_change(cursor c, const lowering& context) {
  switch (c.what()) {
    case node::insert:
      return {row_verb::insert, context.to_object(*c.child(node::object_name)), {}};
    case node::update: {
      const update changed = lower_update(c, context);
      return {row_verb::update, changed.target.table, changed.condition};
    }
    default: {
      const delete_rows removed = lower_delete(c, context);
      return {row_verb::remove, removed.target.table, removed.condition};
    }
  }
}

std::vector<row_change> lower_merge(cursor c, const lowering& context) {
  const cursor target = *c.child(node::target_list)->child(node::table_reference);
  const object_name table = context.to_object(*target.child(node::object_name));
  std::vector<row_change> changes;
  c.each(node::merge_action, [&](cursor action) {
    const condition_place none{std::nullopt, context.span_of(action).end};
    if (action.has(node::insert)) changes.push_back({row_verb::insert, table, none});
    if (action.has(node::update)) changes.push_back({row_verb::update, table, none});
    if (action.has(node::delete_rows)) changes.push_back({row_verb::remove, table, none});
  });
  return changes;
}

statement lower_dml(cursor c, const lowering& context) {
  switch (c.what()) {
    case node::merge:
      return change_rows{lower_merge(c, context)};
    case node::insert:
      return lower_insert(c, context);
    case node::update:
      return lower_update(c, context);
    case node::delete_rows:
      return lower_delete(c, context);
    default:
      if (const auto into = into_of(c)) return lower_into(*into, context);
      return lower_query(c, context);
  }
}

}  // namespace sluice::sql
