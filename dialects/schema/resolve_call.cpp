#include "dialects/schema/resolving.hpp"

#include <algorithm>
#include <array>

/// Calls and windows, where words stand that name no column.
namespace sluice::schema {

namespace {

template <std::size_t size>
bool one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view each) { return sql::same_word(each, word); });
}

/// Their arguments have a syntax of their own.
bool is_special(std::string_view name) {
  constexpr auto special = std::to_array<std::string_view>(
      {"xmlelement", "xmlforest", "xmlattributes", "xmlpi", "xmlroot", "xmlserialize", "xmltable",
       "xmlparse", "xmlexists", "xmlnamespaces", "json_table", "json_object", "json_array",
       "json_objectagg", "json_arrayagg", "json_value", "json_query", "json_exists"});
  return one_of(name, special);
}

/// Their first argument is a word: a unit of time.
bool begins_with_unit(std::string_view name) {
  constexpr auto units =
      std::to_array<std::string_view>({"extract", "timestampdiff", "timestampadd", "get_format"});
  return one_of(name, units);
}

bool begins_frame(std::string_view word) {
  constexpr auto frames = std::to_array<std::string_view>({"rows", "range", "groups"});
  return one_of(word, frames);
}

bool is_direction(std::string_view word) {
  constexpr auto words = std::to_array<std::string_view>({"asc", "desc", "nulls", "first", "last"});
  return one_of(word, words);
}

}  // namespace

/// What the grammar has skipped. Texts and the words of MATCH ... AGAINST name no column.
void name_resolver::unread(cursor c) {
  constexpr auto modes = std::to_array<std::string_view>(
      {"in", "natural", "language", "mode", "boolean", "with", "query", "expansion"});
  for (index at = c.first(); at < c.last(); ++at) {
    const kind k = kind_of(at);
    if (k == kind::quoted_name || (sql::is_word(k) && !one_of(text(at), modes)))
      not_judged("a part of it is not read: " + std::string(text(at)));
  }
}

void name_resolver::call(cursor c, scope& s, clause where) {
  const std::string name = sql::lower_case(text(c.first()));
  result_.routines.insert(name);
  if (is_special(name) && dialect_ == dialect::postgres)
    not_judged("the arguments of " + name + " are not read");
  if (name == "values" && duplicate_target_ != nullptr) {
    scope of_target;
    of_target.tables.ranges.push_back(*duplicate_target_);
    of_target.tables.columns = duplicate_target_->columns;
    arguments(c, c.first() + 1, name, of_target, where);
    return;
  }
  arguments(c, c.first() + 1, name, s, where);
}

void name_resolver::arguments(cursor c, index open, const std::string& name, scope& s,
                              clause where) {
  const bool unit = begins_with_unit(name);
  const bool set = dialect_ == dialect::mysql && (name == "convert" || name == "char");
  const bool form = dialect_ == dialect::postgres && name == "normalize";
  index end = 0;  // of the last value
  std::size_t count = 0;
  each_part(
      c, open, [](index) {},
      [&](cursor part) {
        if (part.what() != node::expression) {
          walk_child(part, s, where);
          return;
        }
        if (end != 0 && part.first() == end && kind_of(open) == kind::left_paren)
          not_judged("the arguments of " + name + " are not read");
        end = part.last();
        ++count;
        const bool word = part.last() - part.first() == 1;
        const bool skipped = word && ((unit && count == 1) || (form && count == 2) ||
                                      (set && kind_of(part.first() - 1) == kind::kw_using));
        // f(name => value)
        const bool named = dialect_ == dialect::postgres && part.last() - part.first() > 2 &&
                           (text(part.first() + 1) == "=>" || text(part.first() + 1) == ":=");
        if (skipped) return;
        if (!named) {
          walk_child(part, s, where);
          return;
        }
        part.each([&](cursor inner) {
          if (inner.first() != part.first()) walk_child(inner, s, where);
        });
      });
}

/// PARTITION BY and ORDER BY are of columns; the name of another window and the frame are not.
void name_resolver::window(cursor c, scope& s, clause where) {
  bool in_frame = false;
  c.each([&](cursor part) {
    if (in_frame) return;
    const bool alone = part.last() - part.first() == 1;
    if (part.what() == node::expression && part.first() == c.first() + 1 && alone) return;
    // DESC NULLS FIRST, where these words may be names.
    const kind before = kind_of(part.first() - 1);
    if (alone && is_direction(text(part.first())) && before != kind::comma &&
        before != kind::kw_by && before != kind::left_paren)
      return;
    if (begins_frame(text(part.first())) && part.first() + 1 < c.last() &&
        kind_of(part.first() + 1) != kind::comma && kind_of(part.first() + 1) != kind::dot &&
        kind_of(part.first() + 1) != kind::right_paren) {
      in_frame = true;
      return;
    }
    walk_child(part, s, where);
  });
}

}  // namespace sluice::schema
