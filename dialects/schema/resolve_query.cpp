#include "dialects/schema/resolving.hpp"

#include <algorithm>
#include <utility>

/// SELECT, VALUES, UNION and WITH.
namespace sluice::schema {

namespace {

bool is_term(sql::node what) {
  return what == sql::node::select_core || what == sql::node::values_clause ||
         what == sql::node::table_command || what == sql::node::query ||
         what == sql::node::derived_table;
}

}  // namespace

std::vector<visible_column> name_resolver::query(cursor c, const scope* outer, common_table* self) {
  std::vector<cursor> parts;
  c.each([&](cursor part) { parts.push_back(part); });
  if (has_token(c, kind::kw_into) || has_token(c, kind::kw_procedure))
    not_judged("its result goes into variables or a file");
  return query_of(parts, outer, self);
}

std::vector<visible_column> name_resolver::query_of(const std::vector<cursor>& parts,
                                                    const scope* outer, common_table* self) {
  const std::size_t known = commons_.size();
  std::vector<visible_column> out;
  scope s;
  s.outer = outer;
  bool first = true;
  bool of_union = false;
  for (const cursor part : parts) {
    if (part.what() == node::with_clause) {
      with(part, outer);
    } else if (is_term(part.what())) {
      if (!first) not_judged("the parts of the query are not understood");
      first = false;
      out = term(part, outer, s);
      of_union = part.what() != node::select_core;
      if (self != nullptr) {
        self->columns = out;
        rename(self->columns, self->renamed);
        commons_.push_back(*self);
      }
    } else if (part.what() == node::set_operation) {
      of_union = true;
      std::vector<visible_column> other;
      part.each([&](cursor inner) {
        scope beside;
        if (is_term(inner.what())) other = term(inner, outer, beside);
      });
      if (other.size() != out.size())
        resolution_fails("the parts of its UNION have different numbers of columns");
      for (std::size_t i = 0; i < out.size(); ++i) {
        if (out[i].type != other[i].type) out[i].type.clear();
        out[i].sources.clear();
      }
    } else if (part.what() == node::order_by) {
      if (of_union) {
        s.outputs.clear();
        for (const visible_column& each : out) name_output(s, each, true);
      }
      order(part, s, of_union);
    } else if (part.what() == node::limit) {
      scope nothing;
      nothing.outer = outer;
      walk(part, nothing, clause::condition);
    }
  }
  const bool keeps_self = self != nullptr && !commons_.empty();
  commons_.resize(std::min(commons_.size(), known));
  if (keeps_self) rename(self->columns = out, self->renamed);
  for (visible_column& each : out) each.in_star = true;
  return out;
}

std::vector<visible_column> name_resolver::term(cursor c, const scope* outer, scope& inside) {
  switch (c.what()) {
    case node::select_core:
      return select(c, outer, inside);
    case node::values_clause:
      return values(c, outer);
    case node::table_command: {
      const auto name = c.child(node::object_name);
      inside.tables.ranges.push_back(relation(context_.to_object(*name), true));
      inside.tables.columns = inside.tables.ranges.back().columns;
      std::vector<visible_column> out;
      const range& of = inside.tables.ranges.back();
      if (!of.open.empty()) not_judged(of.open);
      add_star(of.columns, out);
      return out;
    }
    case node::query:
      return query(c, outer);
    default: {
      std::vector<cursor> parts;
      c.each([&](cursor part) { parts.push_back(part); });
      return query_of(parts, outer, nullptr);
    }
  }
}

std::vector<visible_column> name_resolver::values(cursor c, const scope* outer) {
  scope nothing;
  nothing.outer = outer;
  std::vector<visible_column> out;
  // Each row's values stand in brackets of their own.
  std::size_t columns = 0;
  std::size_t row = 0;
  bool inside = false;
  each_part(
      c, c.first(),
      [&](index at) {
        if (kind_of(at) == kind::left_paren) {
          inside = true;
          row = 0;
        } else if (kind_of(at) == kind::right_paren && inside) {
          inside = false;
          if (columns != 0 && columns != row)
            resolution_fails("the rows of its VALUES have different numbers of columns");
          columns = row;
        }
      },
      [&](cursor part) {
        walk(part, nothing, clause::condition);
        ++row;
      });
  for (std::size_t i = 1; i <= columns; ++i) {
    visible_column column;
    column.name = dialect_ == dialect::mysql ? "column_" + std::to_string(i - 1)
                                             : "column" + std::to_string(i);
    out.push_back(std::move(column));
  }
  return out;
}

std::vector<visible_column> name_resolver::select(cursor core, const scope* outer, scope& s) {
  s.outer = outer;
  if (has_token(core, kind::kw_into) || core.has(node::into))
    not_judged("its result goes into a table, variables or a file");
  if (const auto tables = core.child(node::from_clause)) s.tables = from(*tables, outer);
  std::vector<visible_column> out;
  if (const auto list = core.child(node::select_list)) out = items(*list, list->first(), s);
  core.each([&](cursor part) {
    const node what = part.what();
    if (what == node::distinct) order(part, s, false);
    if (what == node::where_clause) walk(part, s, clause::condition);
    if (what == node::group_by) {
      part.each([&](cursor each) {
        if (const auto bare = only_path(each))
          static_cast<void>(path(*bare, s, clause::grouping, true));
        else
          walk_child(each, s, clause::grouping);
      });
    }
    if (what == node::having) walk(part, s, clause::having);
    if (what == node::window) walk(part, s, clause::condition);
  });
  return out;
}

std::vector<visible_column> name_resolver::items(cursor list, index first, scope& s) {
  std::vector<visible_column> out;
  bool labelled = true;  // whether the last one may not get a name any more
  const auto end_item = [&] {
    if (!labelled) name_output(s, out.back(), false);
    labelled = true;
  };
  const auto label = [&](const std::string& name) {
    if (labelled) not_judged("the list of columns is not understood");
    out.back().name = name;
    name_output(s, out.back(), true);
    labelled = true;
  };
  each_part(
      list, first,
      [&](index at) {
        if (kind_of(at) == kind::comma) {
          end_item();
        } else if (kind_of(at) == kind::star) {
          for (const range& r : s.tables.ranges) {
            if (!r.open.empty()) not_judged(r.open);
          }
          add_star(s.tables.columns, out);
        } else {
          label(name_at(at));
        }
      },
      [&](cursor part) {
        if (part.what() == node::alias) {
          label(context_.to_name(part).text);
          return;
        }
        const auto whole = only_path(part);
        if (whole && kind_of(whole->last() - 1) == kind::star) {
          const index name = whole->last() - 3;
          const range* r =
              find_range(name_at(name), name >= whole->first() + 2 ? name_at(name - 2) : "", s);
          if (r == nullptr)
            resolution_fails("there is no table " + name_at(name) + " for its columns",
                             name_at(name));
          if (!r->open.empty()) not_judged(r->open);
          add_star(r->columns, out);
          return;
        }
        out.push_back(item(part, s));
        labelled = false;
      });
  end_item();
  return out;
}

visible_column name_resolver::item(cursor expression, scope& s) {
  if (const auto whole = only_path(expression)) {
    if (auto column = path(*whole, s, clause::condition, false)) {
      // SQLite: the rowid goes by the name of the column that it is.
      if (column->system && dialect_ == dialect::sqlite && !column->sources.empty()) {
        const std::string& source = column->sources.front();
        const std::string name = source.substr(source.rfind('.') + 1);
        if (name != "ROWID") column->name = name;
      }
      // MySQL calls it as the statement spells it.
      if (dialect_ == dialect::mysql && same(column->name, name_at(whole->last() - 1)))
        column->name = name_at(whole->last() - 1);
      column->in_star = true;
      column->system = false;
      return *column;
    }
    visible_column called;
    called.name = "?";
    if (dialect_ == dialect::postgres && kind_of(whole->last() - 1) == kind::right_paren) {
      for (index at = whole->first(); kind_of(at) != kind::left_paren; ++at)
        called.name = name_at(at);
    }
    return called;
  }
  walk(expression, s, clause::condition);
  visible_column out;
  out.name = "?";
  if (dialect_ != dialect::postgres) return out;
  std::vector<cursor> parts;
  expression.each([&](cursor part) { parts.push_back(part); });
  if (parts.empty()) return out;
  const bool first = parts.front().first() == expression.first();
  if (first && parts.size() == 1 && parts.front().what() == node::function_call &&
      parts.front().last() == expression.last())
    out.name = call_name(parts.front());
  // a::text is called a.
  const bool casts = std::all_of(parts.begin() + 1, parts.end(),
                                 [](cursor part) { return part.what() == node::type; });
  if (first && casts && parts.size() > 1 && parts.front().what() == node::path &&
      kind_of(parts.front().last()) == kind::double_colon &&
      kind_of(parts.front().last() - 1) != kind::right_paren &&
      parts.back().last() == expression.last())
    out.name = name_at(parts.front().last() - 1);
  return out;
}

/// PostgreSQL: what the result of f(x) is called.
std::string name_resolver::call_name(cursor call) const {
  const std::string name = sql::lower_case(text(call.first()));
  if (name == "trim" || name == "collation") return "?";
  if (name != "cast") return name;
  const auto value = call.child(node::expression);
  const auto column = value ? only_path(*value) : std::nullopt;
  return column && kind_of(column->last() - 1) != kind::right_paren ? name_at(column->last() - 1)
                                                                    : "?";
}

void name_resolver::add_star(const std::vector<visible_column>& from,
                             std::vector<visible_column>& out) {
  for (const visible_column& each : from) {
    if (!each.in_star) continue;
    read(each);
    out.push_back(each);
  }
}

/// PostgreSQL calls every output column by some name; SQLite only what AS names.
void name_resolver::name_output(scope& s, const visible_column& column, bool aliased) {
  if (column.name == "?") {
    s.outputs_known = false;
    return;
  }
  if (dialect_ == dialect::sqlite && !aliased) return;
  s.outputs.push_back({column.name, !column.sources.empty(), column.sources});
}

void name_resolver::order(cursor order_by, scope& s, bool of_union) {
  order_by.each([&](cursor each) {
    const auto bare = only_path(each);
    if (!of_union) {
      if (bare)
        static_cast<void>(path(*bare, s, clause::ordering, true));
      else
        walk_child(each, s, clause::ordering);
      return;
    }
    if (each.last() - each.first() == 1 && kind_of(each.first()) == kind::number) return;
    const bool named = bare && bare->last() - bare->first() == 1 &&
                       std::any_of(s.outputs.begin(), s.outputs.end(), [&](const output_name& o) {
                         return same(o.name, name_at(bare->first()));
                       });
    if (!named) not_judged("what the rows of its UNION are ordered by is not known");
  });
}

std::size_t name_resolver::with(cursor c, const scope* outer) {
  const std::size_t before = commons_.size();
  const bool recursive = c.has(node::recursive) || dialect_ == dialect::sqlite;
  const std::size_t pending = to_come_.size();
  if (recursive)
    c.each(node::cte, [&](cursor cte) { to_come_.push_back(context_.to_name(cte).text); });
  c.each(node::cte, [&](cursor cte) { common(cte, recursive, outer); });
  to_come_.resize(pending);
  return before;
}

void name_resolver::common(cursor cte, bool recursive, const scope* outer) {
  common_table made;
  made.name = context_.to_name(cte).text;
  std::erase(to_come_, made.name);
  const index after_name = cte.first() + 1;
  if (kind_of(after_name) == kind::left_paren) made.renamed = names_in_parens(after_name);
  if (kind_of(cte.last() - 1) != kind::right_paren)
    not_judged("SEARCH and CYCLE of WITH are not read");
  // SQLite does not look at what nobody names.
  if (dialect_ == dialect::sqlite) {
    std::size_t named = 0;
    for (index at = 0; at < statement_.tokens.size(); ++at)
      named += sql::is_word(kind_of(at)) || kind_of(at) == kind::quoted_name
                   ? static_cast<std::size_t>(same(name_at(at), made.name))
                   : 0;
    if (named < 2) return;
  }
  const std::size_t inner = commons_.size();
  std::optional<std::vector<visible_column>> columns;
  cte.each([&](cursor part) {
    switch (part.what()) {
      case node::with_clause:
        with(part, outer);
        break;
      case node::query:
        columns = query(part, outer, recursive ? &made : nullptr);
        break;
      case node::insert:
        columns = insert(part, outer);
        break;
      case node::update:
        columns = update(part, outer);
        break;
      case node::delete_rows:
        columns = remove(part, outer);
        break;
      case node::merge:
        columns = merge_rows(part, outer);
        break;
      default:
        break;
    }
  });
  commons_.resize(inner);
  if (!columns) not_judged("a query of its WITH is not understood");
  made.columns = *columns;
  rename(made.columns, made.renamed);
  for (visible_column& each : made.columns) each.sources.clear();
  commons_.push_back(std::move(made));
}

void name_resolver::rename(std::vector<visible_column>& columns,
                           const std::vector<std::string>& names) const {
  if (names.size() > columns.size()) resolution_fails("more columns are named than there are");
  for (std::size_t i = 0; i < names.size(); ++i) columns[i].name = names[i];
}

}  // namespace sluice::schema
