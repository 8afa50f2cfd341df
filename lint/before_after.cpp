#include "lint/before_after.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>

namespace sluice::lint {
namespace {

const schema::column* column_in(const schema::model& m, const std::string& table,
                                const std::string& column, dialect d) {
  const schema::table* t = schema::find_table(m, table, d);
  return t == nullptr ? nullptr : schema::find_column(*t, column, d);
}

const schema::constraint* constraint_in(const schema::model& m, const schema::effect& e,
                                        dialect d) {
  const schema::table* t = schema::find_table(m, e.table, d);
  if (t == nullptr) return nullptr;
  const auto found = schema::find_entry(t->constraints, e.object, d);
  return found == t->constraints.end() ? nullptr : &found->second;
}

}  // namespace

const schema::column* column_before(const statement_view& view, const schema::effect& e) {
  if (const auto* c = column_in(view.before, e.table, e.object, view.d)) return c;
  // CHANGE gives it another name first.
  const schema::column* now = column_in(view.after, e.table, e.object, view.d);
  return now == nullptr || now->former.text.empty()
             ? nullptr
             : column_in(view.before, e.table, now->former.text, view.d);
}

const schema::column* column_after(const statement_view& view, const schema::effect& e) {
  return column_in(view.after, e.table, e.object, view.d);
}

const schema::constraint* constraint_before(const statement_view& view, const schema::effect& e) {
  return constraint_in(view.before, e, view.d);
}

const schema::constraint* constraint_after(const statement_view& view, const schema::effect& e) {
  if (const auto* c = constraint_in(view.after, e, view.d)) return c;
  return constraint_in(view.step_end, e, view.d);  // of a table that is being rebuilt
}

bool is_new_column(const statement_view& view, std::string_view table, std::string_view column) {
  const std::string t(table);
  const std::string c(column);
  const schema::column* now = column_in(view.after, t, c, view.d);
  if (now == nullptr || column_in(view.before_change, t, c, view.d) != nullptr) return false;
  const schema::table* earlier = schema::find_table(view.before_change, t, view.d);
  if (earlier != nullptr && !earlier->columns_complete) return false;
  return now->former.text.empty() ||
         column_in(view.before_change, t, now->former.text, view.d) == nullptr;
}

bool is_unknown_column(const statement_view& view, const schema::effect& e) {
  return column_before(view, e) == nullptr;
}

bool is_renamed_too(const statement_view& view, const schema::effect& e) {
  return std::any_of(view.effects.begin(), view.effects.end(), [&](const schema::effect& other) {
    return other.kind == schema::effect_kind::column_renamed && other.where == e.where &&
           other.table == e.table && other.to == e.object;
  });
}

bool is_a(const schema::effect& e, std::string_view object_class) {
  return e.object.size() > object_class.size() && e.object.starts_with(object_class) &&
         e.object[object_class.size()] == ' ';
}

std::string bare_name(const schema::effect& e, std::string_view object_class) {
  return is_a(e, object_class) ? e.object.substr(object_class.size() + 1) : e.object;
}

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
    out += names[i];
  }
  return out;
}

bool says(const statement_view& view, const std::vector<std::string_view>& words) {
  return says(view, view.statement.where, words);
}

bool says(const statement_view& view, text::span where,
          const std::vector<std::string_view>& words) {
  const std::string_view text = view.step.file->slice(where);
  std::size_t met = 0;
  for (const sql::token& t : sql::lex(text, view.d)) {
    if (sql::is_trivia(t.what)) continue;
    const std::string_view word = text.substr(t.where.begin, t.where.size());
    const bool next = sql::is_word(t.what) && sql::same_word(word, words[met]);
    met = next ? met + 1 : sql::is_word(t.what) && sql::same_word(word, words[0]) ? 1 : 0;
    if (met == words.size()) return true;
  }
  return false;
}

}  // namespace sluice::lint
