#include "dialects/mysql/fact_finder.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>

/// MariaDB 11.2 and later copy a table while others write to it. What makes them refuse LOCK=NONE
/// all the same was measured on 11.8: each has a row in testdata/facts/mariadb.txt.
namespace sluice::mysql {

using schema::has_words;

namespace {

/// Writes to another table would change rows of this one behind the copy.
bool is_changed_by_others(const schema::constraint& c) {
  const auto changes = [](const std::string& action) {
    return action == "cascade" || action.starts_with("set ");
  };
  return changes(c.on_delete) || changes(c.on_update);
}

bool counts_anew(const schema::table* before, const sql::column_definition& to,
                 std::string_view from) {
  if (!to.generates_value) return false;
  const schema::column* c =
      before == nullptr ? nullptr : schema::find_column(*before, from, dialect::mysql);
  return c == nullptr || !c->generates_value;
}

bool calls_sequence(const std::vector<std::string>& words) {
  return has_words(words, "nextval") || has_words(words, "lastval") ||
         has_words(words, "next value");
}

}  // namespace

bool fact_finder::copies_online(const subject& on, const sql::alter_table& s) const {
  if (!is_mariadb() || q_.server < server_version{engine::mariadb, 11, 2, 0}) return false;
  if (on.before == nullptr) return false;
  const auto& held = on.before->constraints;
  if (std::any_of(held.begin(), held.end(),
                  [](const auto& entry) { return is_changed_by_others(entry.second); }))
    return false;
  const std::vector<std::string> said = words(q_.statement.where);
  const auto head = std::find(said.begin(), said.end(), "table");  // ALTER [ONLINE] [IGNORE]
  const bool ignores = std::find(said.begin(), head, "ignore") != head;
  if (ignores || calls_sequence(said) || has_words(said, "drop system versioning")) return false;
  return std::none_of(s.actions.begin(), s.actions.end(), [&](const sql::alter_action& each) {
    if (const auto* added = std::get_if<sql::add_column>(&each.what))
      return added->column.generates_value;
    const auto* changed = std::get_if<sql::redefine_column>(&each.what);
    return changed != nullptr && counts_anew(on.before, changed->to, changed->from.text);
  });
}

}  // namespace sluice::mysql
