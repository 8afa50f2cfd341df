#include "dialects/schema/condition.hpp"

#include "dialects/sql/token.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace sluice::schema {
namespace {

using word_list = std::vector<std::string>;

word_list read_words(std::string_view text, dialect d) {
  word_list all;
  for (const sql::token& t : sql::lex(text, d)) {
    if (sql::is_trivia(t.what) || t.what == sql::kind::end_of_input) continue;
    const std::string_view is = text.substr(t.where.begin, t.where.size());
    all.push_back(sql::is_word(t.what) ? sql::lower_case(is) : std::string(is));
  }
  return all;
}

/// The place behind the bracket that closes the one at `open`.
std::size_t behind_bracket(const word_list& all, std::size_t open) {
  std::size_t depth = 0;
  for (std::size_t i = open; i < all.size(); ++i) {
    if (all[i] == "(") ++depth;
    if (all[i] == ")" && --depth == 0) return i + 1;
  }
  return all.size();
}

word_list without_brackets(word_list all) {
  while (all.size() > 2 && all.front() == "(" && behind_bracket(all, 0) == all.size() &&
         all.back() == ")") {
    all.erase(all.begin());
    all.pop_back();
  }
  return all;
}

/// The parts between the separators that stand in no bracket.
std::vector<word_list> split(const word_list& all, std::string_view separator) {
  std::vector<word_list> parts(1);
  std::size_t depth = 0;
  for (const std::string& w : all) {
    if (w == "(" || w == "[") ++depth;
    if ((w == ")" || w == "]") && depth > 0) --depth;
    if (depth == 0 && w == separator) {
      parts.emplace_back();
    } else {
      parts.back().push_back(w);
    }
  }
  return parts;
}

bool has_word(const word_list& all, std::string_view text) {
  return std::any_of(all.begin(), all.end(), [&](const std::string& w) { return w == text; });
}

/// What OR joins, also in nested brackets. CASE and BETWEEN have words of their own inside.
void alternatives(const word_list& all, std::vector<word_list>& out) {
  const word_list inner = without_brackets(all);
  std::vector<word_list> parts = split(inner, "or");
  if (parts.size() == 1 || has_word(inner, "case")) {
    out.push_back(inner);
    return;
  }
  for (const word_list& part : parts) alternatives(part, out);
}

/// What AND joins, also in nested brackets.
std::vector<word_list> demands(const word_list& all) {
  const word_list inner = without_brackets(all);
  if (has_word(inner, "between") || has_word(inner, "case") || split(inner, "or").size() > 1)
    return {inner};
  const std::vector<word_list> parts = split(inner, "and");
  if (parts.size() == 1) return {inner};
  std::vector<word_list> out;
  for (const word_list& part : parts) {
    const std::vector<word_list> own = demands(part);
    out.insert(out.end(), own.begin(), own.end());
  }
  return out;
}

/// `a IN (1, 2)`, `a = ANY (ARRAY[1, 2])`: what stands before the list, and the list.
struct membership {
  word_list head;
  std::vector<word_list> values;
};

membership read_membership(const word_list& all) {
  membership m;
  std::size_t open = 0;
  while (open < all.size() && all[open] != "in" && all[open] != "array") ++open;
  const bool array = open < all.size() && all[open] == "array";
  if (open + 2 >= all.size() || all[open + 1] != (array ? "[" : "(")) return m;
  std::size_t close = all.size();
  while (close > open && all[close - 1] != (array ? "]" : ")")) --close;
  if (close <= open + 2 || has_word(all, "not") || has_word(all, "select")) return m;
  // A cast of the whole array, and the brackets of ANY, belong to the head.
  m.head.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(open) + 1);
  m.head.insert(m.head.end(), all.begin() + static_cast<std::ptrdiff_t>(close), all.end());
  if (array && !has_word(m.head, "any")) return membership();
  m.values = split(word_list(all.begin() + static_cast<std::ptrdiff_t>(open) + 2,
                             all.begin() + static_cast<std::ptrdiff_t>(close) - 1),
                   ",");
  return m;
}

bool includes(const std::vector<word_list>& all, const word_list& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool same_or_longer_list(const word_list& was, const word_list& is) {
  if (was == is) return true;
  const membership a = read_membership(was);
  const membership b = read_membership(is);
  return !a.values.empty() && a.head == b.head &&
         std::all_of(a.values.begin(), a.values.end(),
                     [&](const word_list& value) { return includes(b.values, value); });
}

using demand_set = std::vector<word_list>;

/// Texts longer than this, and more ways, are not looked at.
constexpr std::size_t longest = 4'000;
constexpr std::size_t most_ways = 64;

/// Each way to satisfy the condition, as what it demands; nothing when there are too many.
std::vector<demand_set> ways_of(const word_list& all) {
  std::vector<word_list> either;
  alternatives(all, either);
  std::vector<demand_set> out;
  for (const word_list& one : either) {
    std::vector<demand_set> ways(1);
    for (const word_list& demand : demands(one)) {
      std::vector<word_list> inner;
      alternatives(demand, inner);
      std::vector<demand_set> choices{{demand}};
      if (inner.size() > 1) {
        choices = ways_of(demand);
        for (demand_set& each : choices) each.push_back(demand);
      }
      std::vector<demand_set> longer;
      for (const demand_set& way : ways) {
        for (const demand_set& choice : choices) {
          longer.push_back(way);
          longer.back().insert(longer.back().end(), choice.begin(), choice.end());
        }
      }
      ways = std::move(longer);
      if (ways.empty() || ways.size() > most_ways) return {};
    }
    out.insert(out.end(), ways.begin(), ways.end());
  }
  return out.size() > most_ways ? std::vector<demand_set>() : out;
}

/// What is demanded already satisfies the condition.
bool satisfies(const demand_set& demanded, const word_list& all) {
  std::vector<word_list> either;
  alternatives(all, either);
  if (std::any_of(demanded.begin(), demanded.end(), [&](const word_list& one) {
        return same_or_longer_list(one, without_brackets(all));
      }))
    return true;
  return std::any_of(either.begin(), either.end(), [&](const word_list& one) {
    const std::vector<word_list> asks = demands(one);
    return std::all_of(asks.begin(), asks.end(), [&](const word_list& each) {
      return std::any_of(demanded.begin(), demanded.end(),
                         [&](const word_list& has) { return same_or_longer_list(has, each); }) ||
             (asks.size() > 1 && satisfies(demanded, each));
    });
  });
}

}  // namespace

bool implies(std::string_view condition, std::string_view other, dialect d) {
  if (condition.empty() || other.empty()) return false;
  if (condition.size() + other.size() > longest) return false;
  const std::vector<demand_set> ways = ways_of(read_words(condition, d));
  const word_list all = read_words(other, d);
  return !ways.empty() && std::all_of(ways.begin(), ways.end(),
                                      [&](const demand_set& way) { return satisfies(way, all); });
}

}  // namespace sluice::schema
