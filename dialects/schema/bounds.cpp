#include "dialects/schema/bounds.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <set>

namespace sluice::schema {
namespace {

/// One token of a condition, reduced to what is asked here.
struct piece {
  enum class kind { word, value, symbol } what = kind::symbol;
  std::string text;
};

std::vector<piece> read(std::string_view text, dialect d) {
  std::vector<piece> pieces;
  for (const auto& t : sql::lex(text, d)) {
    const std::string_view shown = text.substr(t.where.begin, t.where.size());
    if (sql::is_trivia(t.what) || t.what == sql::kind::end_of_input) {
      continue;
    }
    if (t.what == sql::kind::string || t.what == sql::kind::number) {
      pieces.push_back({piece::kind::value, std::string(shown)});
    } else if (t.what == sql::kind::quoted_name || sql::is_word(t.what)) {
      pieces.push_back({piece::kind::word, t.what == sql::kind::quoted_name
                                               ? sql::fold_name(shown, d)
                                               : sql::lower_case(shown)});
    } else {
      pieces.push_back({piece::kind::symbol, std::string(shown)});
    }
  }
  return pieces;
}

using pieces_view = std::vector<piece>;

bool is_word(const pieces_view& p, std::size_t i, std::string_view word) {
  return i < p.size() && p[i].what == piece::kind::word && p[i].text == word;
}
bool is_symbol(const pieces_view& p, std::size_t i, char symbol) {
  return i < p.size() && p[i].what == piece::kind::symbol && p[i].text == std::string(1, symbol);
}

/// A literal, perhaps negative, at `i`; moves past it.
bool take_value(const pieces_view& p, std::size_t& i) {
  std::size_t at = i + (is_symbol(p, i, '-') ? 1 : 0);
  if (at >= p.size() || p[at].what != piece::kind::value) {
    return false;
  }
  i = at + 1;
  return true;
}

/// The column that one AND-ed part compares with written-out values, or nothing.
std::string pinned_column(const pieces_view& p) {
  std::size_t i = 0;
  if (p.empty() || p[0].what != piece::kind::word) {
    return {};
  }
  std::string column = p[0].text;
  for (i = 1; is_symbol(p, i, '.') && i + 1 < p.size(); i += 2) {
    column = p[i + 1].text;
  }
  if (is_symbol(p, i, '=')) {
    ++i;
    return take_value(p, i) && i == p.size() ? column : std::string();
  }
  if (is_word(p, i, "in") && is_symbol(p, i + 1, '(')) {
    i += 2;
    while (take_value(p, i)) {
      if (is_symbol(p, i, ')')) {
        return i + 1 == p.size() ? column : std::string();
      }
      if (!is_symbol(p, i, ',')) {
        return {};
      }
      ++i;
    }
    return {};
  }
  if (is_word(p, i, "between")) {
    ++i;
    return take_value(p, i) && is_word(p, i, "and") && take_value(p, ++i) && i == p.size()
               ? column
               : std::string();
  }
  return {};
}

/// The columns pinned by the parts of a condition without OR.
std::set<std::string> pinned_columns(const pieces_view& pieces) {
  std::set<std::string> columns;
  pieces_view part;
  int depth = 0;
  bool between = false;
  const auto finish = [&] {
    if (std::string column = pinned_column(part); !column.empty()) {
      columns.insert(std::move(column));
    }
    part.clear();
  };
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    depth += is_symbol(pieces, i, '(') ? 1 : is_symbol(pieces, i, ')') ? -1 : 0;
    if (depth == 0 && is_word(pieces, i, "or")) {
      return {};
    }
    if (depth == 0 && is_word(pieces, i, "and") && !between) {
      finish();
      continue;
    }
    between = is_word(pieces, i, "between") || (between && !is_word(pieces, i, "and"));
    part.push_back(pieces[i]);
  }
  finish();
  return columns;
}

}  // namespace

namespace {

/// A unique key over an expression and a column does not make the column unique; its constraint
/// lists the column alone.
bool has_expression(const table& t, const std::string& key) {
  const auto index = t.indexes.find(key);
  return index != t.indexes.end() &&
         std::find(index->second.columns.begin(), index->second.columns.end(), "") !=
             index->second.columns.end();
}

}  // namespace

bool pins_key(std::string_view condition, const table* t, dialect d) {
  const std::set<std::string> pinned = pinned_columns(read(condition, d));
  const auto covers = [&](const std::vector<std::string>& key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [&](const std::string& column) {
      return std::any_of(pinned.begin(), pinned.end(),
                         [&](const std::string& p) { return same_name(p, column, d); });
    });
  };
  if (d == dialect::sqlite && (covers({"rowid"}) || covers({"_rowid_"}) || covers({"oid"}))) {
    return true;
  }
  if (t == nullptr) {
    return covers({"id"});
  }
  return covers(t->primary_key) ||
         std::any_of(t->constraints.begin(), t->constraints.end(),
                     [&](const auto& entry) {
                       return entry.second.kind == "unique" && covers(entry.second.columns) &&
                              !has_expression(*t, entry.first);
                     }) ||
         std::any_of(t->indexes.begin(), t->indexes.end(), [&](const auto& entry) {
           return entry.second.unique && !entry.second.partial && covers(entry.second.columns);
         });
}

bool starts_with_limit(std::string_view rest, dialect d) {
  const pieces_view p = read(rest, d);
  for (std::size_t i = 0; i < p.size() && !is_symbol(p, i, ';'); ++i) {
    if (is_word(p, i, "limit")) {
      return true;
    }
    if (i == 0 && !is_word(p, i, "order")) {
      return false;
    }
  }
  return false;
}

}  // namespace sluice::schema
