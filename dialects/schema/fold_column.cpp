#include "dialects/schema/folding.hpp"
#include "dialects/schema/volatility.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <utility>

/// Columns as statements define and name them.
namespace sluice::schema {

std::string folder::spelling(const subject& s, const sql::name& column) const {
  if (s.held != nullptr) {
    if (const schema::column* c = find_column(*s.held, column.text, dialect_)) {
      return c->name;
    }
  }
  return column.text;
}

std::vector<std::string> folder::spellings(const subject& s,
                                           const std::vector<sql::name>& columns) const {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const auto& column : columns) {
    const bool expression = column.text.empty() && dialect_ == dialect::postgres;
    names.push_back(expression ? plain_column(s, column.where) : spelling(s, column));
  }
  return names;
}

/// PostgreSQL takes (a) for a, and a cast to the type that it has, too. Empty for another
/// expression.
std::string folder::plain_column(const subject& s, text::span where) const {
  std::string text(file_.slice(where));
  // Nothing but one name between them: then each pair belongs together.
  while (text.size() > 1 && text.front() == '(' && text.back() == ')')
    text = text.substr(1, text.size() - 2);
  std::string type;
  if (const std::size_t open = text.find('('); open != std::string::npos && text.back() == ')') {
    type = canonical_type(sql::lower_case(text.substr(0, open)), dialect_);
    text = text.substr(open + 1, text.size() - open - 2);
  }
  const schema::column* c =
      s.held == nullptr ? nullptr : s.held->find(sql::fold_name(text, dialect_));
  return c != nullptr && (type.empty() || type == c->type) ? c->name : std::string();
}

std::vector<std::string> folder::part_names(const subject& s,
                                            const std::vector<sql::name>& parts) const {
  std::vector<std::string> names;
  names.reserve(parts.size());
  for (const auto& part : parts) {
    const bool expression = part.text.empty() && dialect_ == dialect::postgres;
    names.push_back(expression ? expression_name(file_.slice(part.where)) : spelling(s, part));
  }
  return names;
}

namespace {

/// What stands in the brackets behind AS; all of it when there are none.
std::string expression_in(const std::string& definition) {
  const std::size_t as = definition.find(" as (");
  if (as == std::string::npos) return definition;
  std::size_t depth = 0;
  char quote = 0;
  for (std::size_t i = as + 4; i < definition.size(); ++i) {
    const char c = definition[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0) {
      return definition.substr(as + 4, i - as - 3);
    }
  }
  return definition;
}

}  // namespace

column folder::made(const sql::column_definition& definition) const {
  column c = make_column(definition, dialect_);
  if (definition.default_value) {
    const std::string_view value = file_.slice(*definition.default_value);
    sql::token_stream tokens = sql::lex(value, dialect_);
    c.default_text.text = comparable(value, tokens);
    c.default_volatility = volatility_of(value, std::move(tokens), model_, dialect_);
  }
  if (c.generated) c.default_text.text = expression_in(default_text(definition.where));
  if (const auto d = model_.domains.find(c.type); d != model_.domains.end()) {
    c.nullable = c.nullable && d->second.nullable;
    c.has_default = c.has_default || d->second.has_default;
  }
  c.comment = comment(definition.comment);
  if (dialect_ == dialect::mysql) {
    c.character_set.text = character_set(definition.where);
    // Characters of the set `binary` are bytes.
    if (c.character_set.text.find("charset binary ") != std::string::npos) {
      if (const std::size_t at = c.type.find("char"); at != std::string::npos)
        c.type.replace(at, 4, "binary");
      if (const std::size_t at = c.type.find("text"); at != std::string::npos)
        c.type.replace(at, 4, "blob");
    }
  }
  return c;
}

/// The clauses CHARACTER SET, CHARSET and COLLATE of a definition, comparable.
std::string folder::character_set(text::span where) const {
  std::vector<std::string> words;
  const std::string_view text = file_.slice(where);
  for (const sql::token& t : sql::lex(text, dialect_)) {
    if (!sql::is_trivia(t.what) && t.what != sql::kind::equals) {
      words.push_back(sql::lower_case(text.substr(t.where.begin, t.where.size())));
    }
  }
  std::string out;
  if (std::find(words.begin() + (words.empty() ? 0 : 1), words.end(), "byte") != words.end())
    out += "charset binary ";  // CHAR(5) BYTE
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const bool two_words = words[i] == "character" && words[i + 1] == "set" && i + 2 < words.size();
    if (two_words || words[i] == "charset") {
      out += "charset " + words[two_words ? i + 2 : i + 1] + " ";
    } else if (words[i] == "collate") {
      out += "collate " + words[i + 1] + " ";
    }
  }
  return out;
}

std::string folder::default_text(text::span where) const {
  const std::string_view text = file_.slice(where);
  return comparable(text, sql::lex(text, dialect_));
}

/// White space and letter case folded, and for MySQL '0' is 0.
std::string folder::comparable(std::string_view text, const sql::token_stream& tokens) const {
  std::string out;
  for (const sql::token& t : tokens) {
    if (sql::is_trivia(t.what)) {
      continue;
    }
    std::string_view shown = text.substr(t.where.begin, t.where.size());
    if (t.what == sql::kind::string && dialect_ == dialect::mysql && shown.size() > 2 &&
        shown.substr(1, shown.size() - 2).find_first_not_of("0123456789.-") == shown.npos) {
      shown = shown.substr(1, shown.size() - 2);
    }
    if (!out.empty()) out += ' ';
    // MySQL and SQLite take "x" for 'x' here.
    if (dialect_ != dialect::postgres && shown.size() > 1 && shown.front() == '"' &&
        shown.find_first_of("'\\") == shown.npos) {
      out += '\'';
      out += shown.substr(1, shown.size() - 2);
      out += '\'';
    } else if (t.what == sql::kind::string) {
      out += shown;
    } else {
      out += sql::lower_case(shown);
    }
  }
  return out;
}

}  // namespace sluice::schema
