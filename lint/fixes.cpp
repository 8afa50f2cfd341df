#include "lint/fixes.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace sluice::lint {

namespace {

constexpr std::size_t longest_name = 63;  // PostgreSQL cuts longer ones

bool may_leave_transaction(const statement_view& view) {
  if (view.d != dialect::postgres) return false;
  if (!view.in(phases::phase::expand) && !view.in(phases::phase::contract)) return false;
  return !view.step.transactional || view.step.statements.size() == 1;
}

/// An ordinary table that the model knows.
const schema::table* plain_table(const statement_view& view, std::string_view name) {
  const schema::table* t = schema::find_table(view.before, name, view.d);
  return t == nullptr || t->partitioned || t->temporary ? nullptr : t;
}

/// The statement's only action with its ALTER, where it is one that can be split.
const sql::alter_table* lone_action(const statement_view& view) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || alter->actions.size() != 1 || alter->if_exists || alter->only)
    return nullptr;
  return plain_table(view, schema::model_name(alter->table, view.d)) == nullptr ? nullptr : alter;
}

std::string_view written(const statement_view& view, text::span where) {
  return view.step.file->slice(where);
}

edit insert_at(std::size_t at, std::string text) {
  const auto place = static_cast<std::uint32_t>(at);
  return {{place, place}, std::move(text)};
}

/// Above the first statement, where directives about the file stand.
void begin_without_transaction(const statement_view& view, std::vector<edit>& edits) {
  if (!view.step.transactional) return;
  const bool bom = view.step.file->bytes().starts_with("\xEF\xBB\xBF");
  edits.insert(edits.begin(), insert_at(bom ? 3 : 0, "-- sluice:no-transaction\n"));
}

/// The significant tokens of a piece of the file.
std::vector<text::span> words_of(const statement_view& view, text::span where) {
  std::vector<text::span> out;
  for (const sql::token& t : sql::lex(written(view, where), view.d)) {
    if (!sql::is_trivia(t.what))
      out.push_back({where.begin + t.where.begin, where.begin + t.where.end});
  }
  return out;
}

bool has_word(const statement_view& view, const std::vector<text::span>& words,
              std::string_view word) {
  return std::any_of(words.begin(), words.end(),
                     [&](text::span w) { return sql::same_word(written(view, w), word); });
}

}  // namespace

std::string apply_edits(std::string_view text, const std::vector<edit>& edits) {
  const bool crlf = text.find("\r\n") != std::string_view::npos;
  std::string out;
  std::size_t at = 0;
  for (const edit& e : edits) {
    out += text.substr(at, e.where.begin - at);
    for (const char c : e.text) {
      if (c == '\n' && crlf) out += '\r';
      out += c;
    }
    at = e.where.end;
  }
  out += text.substr(at);
  return out;
}

std::vector<edit> fix_concurrently(const statement_view& view) {
  if (!may_leave_transaction(view)) return {};
  const std::vector<text::span> words = words_of(view, view.statement.where);
  if (const auto* create = std::get_if<sql::create_index>(&view.statement.what)) {
    if (create->only || plain_table(view, schema::model_name(create->table, view.d)) == nullptr)
      return {};
  } else if (const auto* drop = std::get_if<sql::drop_index>(&view.statement.what)) {
    if (drop->indexes.size() != 1 || has_word(view, words, "CASCADE")) return {};
    const schema::table* t =
        schema::find_index_table(view.before, drop->indexes.front().object.text, "", view.d);
    if (t == nullptr || t->partitioned) return {};
  } else {
    return {};
  }
  const auto index = std::find_if(words.begin(), words.end(), [&](text::span w) {
    return sql::same_word(written(view, w), "INDEX");
  });
  if (index == words.end()) return {};
  const bool small = written(view, *index).front() == 'i';
  return {insert_at(index->end, small ? " concurrently" : " CONCURRENTLY")};
}

std::vector<edit> fix_validate_later(const statement_view& view,
                                     const sql::table_constraint& constraint) {
  const sql::alter_table* alter = lone_action(view);
  if (alter == nullptr || !may_leave_transaction(view) || !constraint.constraint) return {};
  std::vector<edit> out{insert_at(
      view.statement.where.end,
      fmt::format(" NOT VALID;\nALTER TABLE {} VALIDATE CONSTRAINT {}",
                  written(view, alter->table.where), written(view, constraint.constraint->where)))};
  begin_without_transaction(view, out);
  return out;
}

std::vector<edit> fix_key_by_index(const statement_view& view,
                                   const sql::table_constraint& constraint) {
  const sql::alter_table* alter = lone_action(view);
  if (alter == nullptr || !may_leave_transaction(view) || !constraint.constraint) return {};
  const bool primary = constraint.kind == sql::constraint_kind::primary_key;
  if ((!primary && constraint.kind != sql::constraint_kind::unique) || constraint.using_index ||
      !constraint.included.empty() || constraint.columns.empty() ||
      constraint.columns.size() != constraint.parts.size())
    return {};
  const schema::table* t = plain_table(view, schema::model_name(alter->table, view.d));
  std::string columns;
  for (const sql::name& c : constraint.columns) {
    const schema::column* known = t->find(c.text);
    // A primary key would first read the table to see that no value is missing.
    if (primary && (known == nullptr || known->nullable)) return {};
    columns += fmt::format("{}{}", columns.empty() ? "" : ", ", written(view, c.where));
  }
  // Whatever stands behind the columns (DEFERRABLE, WITH, NULLS NOT DISTINCT) would be lost.
  const std::vector<text::span> words = words_of(view, constraint.where);
  if (words.empty() || written(view, words.back()) != ")" || has_word(view, words, "DISTINCT") ||
      has_word(view, words, "WITH") || words.back().end != view.statement.where.end)
    return {};
  const std::string_view table = written(view, alter->table.where);
  const std::string_view name = written(view, constraint.constraint->where);
  std::vector<edit> out{
      {view.statement.where,
       fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({});\n"
                   "ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}",
                   name, table, columns, table, name, primary ? "PRIMARY KEY" : "UNIQUE", name)}};
  begin_without_transaction(view, out);
  return out;
}

std::vector<edit> fix_prove_not_null(const statement_view& view, const sql::name& column) {
  const sql::alter_table* alter = lone_action(view);
  // Before the contract step the CHECK would be as hard on old writers as NOT NULL is.
  if (alter == nullptr || !view.in(phases::phase::contract) || !may_leave_transaction(view))
    return {};
  const std::string name = fmt::format("{}_{}_is_not_null", alter->table.object.text, column.text);
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  const schema::table* t = plain_table(view, schema::model_name(alter->table, view.d));
  if (!plain || name.size() > longest_name || t->constraints.contains(name)) return {};
  const std::string_view table = written(view, alter->table.where);
  std::vector<edit> out{
      insert_at(view.statement.where.begin,
                fmt::format("ALTER TABLE {} ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID;\n"
                            "ALTER TABLE {} VALIDATE CONSTRAINT {};\n",
                            table, name, written(view, column.where), table, name)),
      insert_at(view.statement.where.end,
                fmt::format(";\nALTER TABLE {} DROP CONSTRAINT {}", table, name))};
  begin_without_transaction(view, out);
  return out;
}

std::vector<edit> fix_no_transaction(const statement_view& view) {
  if (view.d != dialect::postgres || !view.in(phases::phase::expand)) return {};
  const bool only_constraints = std::all_of(
      view.step.statements.begin(), view.step.statements.end(), [](const statement_input& each) {
        const auto* alter = std::get_if<sql::alter_table>(&each.statement->what);
        return alter != nullptr &&
               std::all_of(alter->actions.begin(), alter->actions.end(), [](const auto& a) {
                 const auto* added = std::get_if<sql::add_constraint>(&a.what);
                 return std::holds_alternative<sql::validate_constraint>(a.what) ||
                        (added != nullptr && added->constraint.not_valid);
               });
      });
  std::vector<edit> out;
  if (only_constraints) begin_without_transaction(view, out);
  return out;
}

namespace {

/// In which of the statements of fix_split_actions() an action goes; nothing for one that may
/// depend on the others, as a column that numbers its rows does on its key.
std::optional<std::size_t> turn_of(const sql::alter_action& action) {
  if (std::holds_alternative<sql::drop_table_index>(action.what)) return 0;
  if (const auto* added = std::get_if<sql::add_column>(&action.what)) {
    const sql::column_definition& c = added->column;
    return c.generates_value || c.generated || !c.constraints.empty() ? std::nullopt
                                                                      : std::optional(1u);
  }
  const auto* constraint = std::get_if<sql::add_constraint>(&action.what);
  const bool unique =
      constraint != nullptr && constraint->constraint.kind == sql::constraint_kind::unique;
  if (unique || std::holds_alternative<sql::add_index>(action.what)) return 2;
  return std::nullopt;
}

}  // namespace

std::vector<edit> fix_split_actions(const statement_view& view) {
  const auto* alter = std::get_if<sql::alter_table>(&view.statement.what);
  if (alter == nullptr || view.d != dialect::mysql || alter->actions.size() < 2) return {};
  const std::string head(
      written(view, {view.statement.where.begin, alter->actions.front().where.begin}));
  std::array<std::string, 3> actions;
  std::uint32_t behind = alter->actions.front().where.begin;
  for (const sql::alter_action& a : alter->actions) {
    const auto turn = turn_of(a);
    // What is neither blank nor a comma (ALGORITHM, a list in brackets, a comment) would be lost.
    const std::string_view between = written(view, {behind, a.where.begin});
    if (!turn || between.find_first_not_of(" \t\r\n,") != std::string_view::npos) return {};
    actions[*turn] += (actions[*turn].empty() ? "" : ", ") + std::string(written(view, a.where));
    behind = a.where.end;
  }
  if (behind != view.statement.where.end) return {};
  std::string out;
  for (const std::string& each : actions) {
    if (!each.empty()) out += (out.empty() ? "" : ";\n") + head + each;
  }
  return {{view.statement.where, out}};
}

std::vector<edit> fix_remove_setting(const statement_view& view) {
  if (has_word(view, words_of(view, view.statement.where), ",")) return {};  // others stay
  const std::string_view bytes = view.step.file->bytes();
  const std::uint32_t begin = view.statement.where.begin;
  std::size_t end = view.statement.whole.end;
  // With its line, where it has one for itself.
  const bool line_begins = begin == 0 || bytes[begin - 1] == '\n';
  const std::size_t next = bytes.find_first_not_of(" \t\r", end);
  if (line_begins && next != std::string_view::npos && bytes[next] == '\n') end = next + 1;
  return {{{begin, static_cast<std::uint32_t>(end)}, ""}};
}

std::vector<edit> fix_remove_line(const text::source& file, text::span comment) {
  const std::string_view bytes = file.bytes();
  std::size_t begin = comment.begin;
  while (begin > 0 && (bytes[begin - 1] == ' ' || bytes[begin - 1] == '\t')) --begin;
  const std::size_t end = bytes.find('\n', comment.begin);
  if (end == std::string_view::npos || (begin > 0 && bytes[begin - 1] != '\n')) return {};
  return {{{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end + 1)}, ""}};
}

}  // namespace sluice::lint
