#include "dialects/sql/lower.hpp"

namespace sluice::sql {

span lowering::span_of(std::uint32_t first, std::uint32_t last) const {
  if (first < last) return text::join(tokens[first].where, tokens[last - 1].where);
  const std::uint32_t at = first < tokens.size() ? tokens[first].where.begin
                           : tokens.empty()      ? 0
                                                 : tokens.back().where.end;
  return {at, at};
}

name lowering::to_name(std::uint32_t index) const {
  return {fold_name(text(index), which), tokens[index].where,
          kind_of(index) == kind::quoted_name || kind_of(index) == kind::string};
}

name lowering::to_name(cursor c) const {
  const auto inner = c.what() == node::name ? std::nullopt : c.child(node::name);
  return to_name(inner ? inner->first() : c.first());
}

object_name lowering::to_object(cursor c) const {
  object_name result;
  // [catalog.][schema.]object: the last two count.
  std::optional<std::uint32_t> before;
  std::optional<std::uint32_t> last;
  c.each(node::name, [&](cursor part) {
    before = last;
    last = part.first();
  });
  result.object = to_name(*last);
  if (before) result.schema = to_name(*before);
  result.where = span_of(c);
  return result;
}

std::vector<object_name> lowering::objects_in(cursor c) const {
  std::vector<object_name> result;
  c.each(node::object_name, [&](cursor object) { result.push_back(to_object(object)); });
  return result;
}

std::vector<name> lowering::columns_in(cursor list) const {
  std::vector<name> result;
  list.each([&](cursor c) {
    switch (c.what()) {
      case node::name:
        result.push_back(to_name(c.first()));
        break;
      case node::index_column:
        if (const auto plain = c.child(node::plain_column)) result.push_back(to_name(*plain));
        break;
      case node::column_path: {
        // PostgreSQL: a path goes into the column; MySQL: a table stands before it.
        std::uint32_t at = c.first();
        if (which != dialect::postgres) c.each(node::name, [&](cursor n) { at = n.first(); });
        result.push_back(to_name(at));
        break;
      }
      default:
        break;
    }
  });
  return result;
}

std::vector<name> lowering::parts_in(cursor list) const {
  std::vector<name> result;
  list.each([&](cursor c) {
    if (c.what() == node::name) result.push_back(to_name(c.first()));
    if (c.what() != node::index_column) return;
    if (const auto plain = c.child(node::plain_column)) {
      result.push_back(to_name(*plain));
    } else if (which == dialect::sqlite && c.last() - c.first() >= 3 &&
               kind_of(c.first()) == kind::left_paren &&
               kind_of(c.first() + 2) == kind::right_paren) {
      result.push_back(to_name(c.first() + 1));  // SQLite takes (a) for a
    } else {
      result.push_back({{}, span_of(c), false});
    }
  });
  return result;
}

std::string lowering::to_type(cursor c) const {
  std::string result;
  for (std::uint32_t i = c.first(); i < c.last(); ++i) {
    const kind k = kind_of(i);
    const bool glued = result.empty() || k == kind::left_paren || k == kind::right_paren ||
                       k == kind::comma || k == kind::left_bracket || k == kind::right_bracket ||
                       k == kind::dot || result.back() == '(' || result.back() == ',' ||
                       result.back() == '[' || result.back() == '.' || result.back() == '-';
    if (!glued) result += ' ';
    const bool verbatim = k == kind::string || k == kind::quoted_name;
    if (verbatim) {
      result += text(i);
    } else {
      result += lower_case(text(i));
    }
  }
  return result;
}

span lowering::inside_quotes(std::uint32_t index) const {
  const span where = tokens[index].where;
  const std::string_view quoted = text(index);
  const bool dollar = kind_of(index) == kind::dollar_string;
  const auto open =
      static_cast<std::uint32_t>(dollar ? quoted.find('$', 1) + 1 : quoted.find('\'') + 1);
  const std::uint32_t close = dollar ? open : std::uint32_t{1};
  return {where.begin + open, where.end - close};
}

statement lower(const tree& nodes, const lowering& context) {
  const cursor root(nodes, 0);
  switch (root.what()) {
    case node::create_table:
      return lower_create_table(root, context);
    case node::alter_table:
      return lower_alter_table(root, context);
    case node::insert:
    case node::update:
    case node::delete_rows:
    case node::merge:
      return lower_dml(root, context);
    case node::query:
      // No plain query: what its WITH changes is told beside.
      if (!changes_within(nodes, context).empty()) return change_rows{};
      return lower_dml(root, context);
    default:
      return lower_object(root, context);
  }
}

}  // namespace sluice::sql
