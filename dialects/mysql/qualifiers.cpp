#include "dialects/mysql/qualifiers.hpp"

#include "dialects/sql/token.hpp"

#include <algorithm>
#include <vector>

namespace sluice::mysql {
namespace {

struct tokens {
  explicit tokens(std::string_view text) : sql(text) {
    for (const auto& token : sql::lex(text, dialect::mysql)) {
      if (!sql::is_trivia(token.what)) {
        all.push_back(token);
      }
    }
  }

  [[nodiscard]] std::string_view text(std::size_t i) const {
    return sql.substr(all[i].where.begin, all[i].where.size());
  }
  [[nodiscard]] bool is_name(std::size_t i) const {
    return i < all.size() && (sql::is_word(all[i].what) || all[i].what == sql::kind::quoted_name);
  }
  [[nodiscard]] bool is_dot(std::size_t i) const {
    return i < all.size() && all[i].what == sql::kind::dot;
  }
  /// A name with a dot behind and none before it.
  [[nodiscard]] bool leads_chain(std::size_t i) const {
    return is_name(i) && is_dot(i + 1) && (i == 0 || !is_dot(i - 1));
  }
  [[nodiscard]] std::string name(std::size_t i) const {
    return sql::fold_name(text(i), dialect::mysql);
  }

  std::string_view sql;
  std::vector<sql::token> all;
};

}  // namespace

std::string without_database(std::string_view sql, std::string_view database) {
  const tokens read(sql);
  std::string out;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < read.all.size(); ++i) {
    if (read.leads_chain(i) && read.is_name(i + 2) && sql::same_word(read.name(i), database)) {
      out += sql.substr(copied, read.all[i].where.begin - copied);
      copied = read.all[i + 2].where.begin;
    }
  }
  return out + std::string(sql.substr(copied));
}

std::string without_definer(std::string_view sql) {
  const tokens read(sql);
  for (std::size_t i = 0; i + 1 < read.all.size(); ++i) {
    if (!sql::same_word(read.text(i), "DEFINER") || read.text(i + 1) != "=") {
      continue;
    }
    for (std::size_t end = i + 2; end < read.all.size(); ++end) {
      const std::string word = sql::upper_case(read.text(end));
      if (word == "SQL" || word == "VIEW" || word == "TRIGGER" || word == "FUNCTION" ||
          word == "PROCEDURE" || word == "AGGREGATE") {
        return std::string(sql.substr(0, read.all[i].where.begin)) +
               std::string(sql.substr(read.all[end].where.begin));
      }
    }
  }
  return std::string(sql);
}

std::string database_named(std::string_view sql, const std::set<std::string>& databases) {
  const tokens read(sql);
  for (std::size_t i = 0; i < read.all.size(); ++i) {
    if (!read.leads_chain(i)) {
      continue;
    }
    const std::string name = read.name(i);
    const bool known = std::any_of(databases.begin(), databases.end(),
                                   [&](const std::string& d) { return sql::same_word(d, name); });
    if (known) {
      return name;
    }
  }
  return {};
}

}  // namespace sluice::mysql
