#include "phases/lineage.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace sluice::phases {

namespace {

using sql::kind;

std::string bare(const std::string& table) {
  return table.substr(table.rfind('.') + 1);
}

/// Plain column names, or `*`. Nothing when an item is more than that.
std::optional<std::vector<std::string>> plain_columns(std::string_view text, dialect d) {
  const auto items = select_items(text, d);
  if (!items) return std::nullopt;
  std::vector<std::string> out;
  for (const std::string& item : *items) {
    sql::token_stream tokens = sql::lex(item, d);
    std::erase_if(tokens, [](const sql::token& t) {
      return sql::is_trivia(t.what) || t.what == kind::end_of_input;
    });
    const bool name = tokens.size() == 1 && (tokens[0].what == kind::quoted_name ||
                                             sql::is_word(tokens[0].what) || item == "*");
    if (!name) return std::nullopt;
    out.push_back(item == "*" ? item : sql::fold_name(item, d));
  }
  return out;
}

}  // namespace

std::optional<std::vector<std::string>> select_items(std::string_view sql, dialect d) {
  std::vector<std::string> out;
  std::optional<std::uint32_t> begin;
  std::uint32_t end = 0;
  int depth = 0;
  for (const sql::token& t : sql::lex(sql, d)) {
    if (sql::is_trivia(t.what)) continue;
    depth += t.what == kind::left_paren ? 1 : t.what == kind::right_paren ? -1 : 0;
    if (!begin) {
      if (t.what == kind::kw_select) {
        begin = t.where.end;
        depth = 0;
      }
      continue;
    }
    const bool last = depth == 0 && t.what == kind::kw_from;
    if (last || (depth == 0 && t.what == kind::comma)) {
      const std::string_view item = sql.substr(*begin, end > *begin ? end - *begin : 0);
      const std::size_t first = item.find_first_not_of(" \t\r\n");
      out.emplace_back(first == std::string_view::npos ? item : item.substr(first));
      begin = t.where.end;
      if (last) return out;
    }
    end = t.where.end;
  }
  return std::nullopt;
}

lineage::lineage(const schema::definitions& start, dialect d) : dialect_(d) {
  for (const schema::definition& each : start) {
    if (each.kind == "table") tables_[each.name].origin = each.name;
    if (each.kind == "routine")
      routines_.emplace_back(bare(each.name.substr(0, each.name.find('('))),
                             each.has("body") ? each.fact("body") : each.fact("definition"));
  }
  std::map<std::string, std::vector<std::pair<std::string, std::string>>> placed;
  for (const schema::definition& each : start) {
    if (each.kind == "column" && tables_.contains(each.table))
      placed[each.table].emplace_back(each.fact("place"), each.name);
  }
  for (auto& [table, columns] : placed) {
    std::sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first.size(), a.first) < std::pair(b.first.size(), b.first);
    });
    for (const auto& [place, name] : columns) {
      tables_[table].columns.push_back({name, table + "." + name});
      start_[table].push_back(name);
    }
  }
}

std::string lineage::key(const sql::object_name& name) const {
  const std::string wanted = schema::model_name(name, dialect_);
  const auto found = schema::find_entry(tables_, wanted, dialect_);
  return found == tables_.end() ? wanted : found->first;
}

lineage::table_line* lineage::find(const std::string& name) {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

lineage::column_line* lineage::column_of(table_line& table, std::string_view name) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(),
                   [&](const column_line& c) { return schema::same_name(c.name, name, dialect_); });
  return found == table.columns.end() ? nullptr : &*found;
}

void lineage::rename(const std::string& from, const std::string& to) {
  const auto found = tables_.find(from);
  if (found == tables_.end()) return;
  table_line moved = std::move(found->second);
  tables_.erase(found);
  tables_[to] = std::move(moved);
}

void lineage::alter(const sql::alter_table& change, const text::source& file) {
  std::string name = key(change.table);
  for (const sql::alter_action& action : change.actions) {
    table_line* table = find(name);
    if (table == nullptr) return;
    if (const auto* add = std::get_if<sql::add_column>(&action.what)) {
      if (column_of(*table, add->column.column.text) == nullptr)
        table->columns.push_back({add->column.column.text, ""});
    } else if (const auto* drop = std::get_if<sql::drop_column>(&action.what)) {
      std::erase_if(table->columns, [&](const column_line& c) {
        return schema::same_name(c.name, drop->column.text, dialect_);
      });
    } else if (const auto* rename_one = std::get_if<sql::rename_column>(&action.what)) {
      if (column_line* c = column_of(*table, rename_one->from.text)) c->name = rename_one->to.text;
    } else if (const auto* redefine = std::get_if<sql::redefine_column>(&action.what)) {
      if (column_line* c = column_of(*table, redefine->from.text))
        c->name = redefine->to.column.text;
    } else if (const auto* type = std::get_if<sql::change_type>(&action.what)) {
      const std::string_view text = file.slice(action.where);
      const auto words = sql::names_mentioned(text, dialect_);
      if (std::any_of(words.begin(), words.end(),
                      [](const std::string& w) { return sql::same_word(w, "using"); }))
        note_value(name, type->column.text);
    } else if (const auto* moved = std::get_if<sql::set_schema>(&action.what)) {
      const std::string next = schema::model_name_in(moved->schema, name, dialect_);
      rename(name, next);
      name = next;
    } else if (const auto* to = std::get_if<sql::rename_to>(&action.what)) {
      const std::string next = schema::model_name_beside(to->to, name, dialect_);
      rename(name, next);
      name = next;
    }
  }
}

void lineage::copy_rows(const sql::insert& insert, std::string_view text) {
  table_line* target = find(key(insert.table));
  if (target == nullptr || !target->origin.empty()) return;
  const bool whole = insert.query && insert.query->tables.size() == 1 &&
                     !insert.query->condition.where && insert.query->not_splittable.empty();
  const table_line* source = whole ? find(key(insert.query->tables.front().table)) : nullptr;
  const auto list = plain_columns(text, dialect_);
  if (source == nullptr || source->origin.empty() || !list || target->filled) {
    target->filled = true;
    return;
  }
  std::vector<std::string> from;
  for (const std::string& item : *list) {
    if (item != "*") {
      from.push_back(item);
      continue;
    }
    for (const column_line& c : source->columns) from.push_back(c.name);
  }
  std::vector<std::string> to;
  if (insert.columns) {
    for (const sql::name& n : *insert.columns) to.push_back(n.text);
  } else {
    for (const column_line& c : target->columns) to.push_back(c.name);
  }
  table_line copied = *source;
  target->origin = copied.origin;
  for (std::size_t i = 0; i < std::min(from.size(), to.size()); ++i) {
    column_line* into = column_of(*target, to[i]);
    const column_line* out_of = column_of(copied, from[i]);
    if (into != nullptr && out_of != nullptr) into->origin = out_of->origin;
  }
}

void lineage::note_value(const std::string& name, const std::string& column) {
  table_line* table = find(name);
  if (table == nullptr || table->origin.empty()) return;
  const column_line* c = column_of(*table, column);
  if (c == nullptr || c->origin.empty()) return;
  rows_.push_back({table->origin, c->origin.substr(table->origin.size() + 1),
                   fmt::format("a statement of the step changes the values of {}", c->origin),
                   upheaval::extent::rows_only});
}

void lineage::note_rows(const std::string& name, const std::string& what) {
  const table_line* table = find(name);
  if (table == nullptr || table->origin.empty()) return;
  rows_.push_back({table->origin, "", fmt::format("a statement of the step {} {}", what, name),
                   upheaval::extent::rows_only});
}

void lineage::apply(const sql::parsed_statement& statement, const text::source& file) {
  const std::string_view text = file.slice(statement.where);
  if (const auto* made = std::get_if<sql::create_table>(&statement.what)) {
    const std::string name = key(made->table);
    if (tables_.contains(name)) return;
    table_line& table = tables_[name];
    table.filled = made->from_query;
    for (const auto& c : made->columns) table.columns.push_back({c.column.text, ""});
  } else if (const auto* change = std::get_if<sql::alter_table>(&statement.what)) {
    alter(*change, file);
  } else if (const auto* renamed = std::get_if<sql::rename_table>(&statement.what)) {
    for (const auto& pair : renamed->pairs)
      rename(key(pair.from), schema::model_name_beside(pair.to, key(pair.from), dialect_));
  } else if (const auto* dropped = std::get_if<sql::drop_table>(&statement.what)) {
    for (const auto& table : dropped->tables) tables_.erase(key(table));
  } else if (const auto* insert = std::get_if<sql::insert>(&statement.what)) {
    copy_rows(*insert, text);
    if (insert->upsert || insert->replace) note_rows(key(insert->table), "overwrites rows of");
  } else if (const auto* update = std::get_if<sql::update>(&statement.what)) {
    // In MySQL an assignment may be to any of the joined tables.
    for (const sql::assignment& a : update->assignments) {
      note_value(key(update->target.table), a.column.text);
      if (dialect_ != dialect::mysql) continue;
      for (const sql::table_reference& other : update->others)
        note_value(key(other.table), a.column.text);
    }
  } else if (const auto* remove = std::get_if<sql::delete_rows>(&statement.what)) {
    note_rows(key(remove->target.table), "deletes rows of");
    if (dialect_ == dialect::mysql) note_mentioned(text);
  } else if (const auto* truncate = std::get_if<sql::truncate_table>(&statement.what)) {
    for (const auto& table : truncate->tables) note_rows(key(table), "deletes rows of");
    if (truncate->cascade) note_mentioned(text);
  } else if (const auto* load = std::get_if<sql::load_rows>(&statement.what)) {
    note_rows(key(load->table), "loads rows into");
  } else if (std::holds_alternative<sql::select_query>(statement.what) ||
             std::holds_alternative<sql::change_rows>(statement.what) ||
             std::holds_alternative<sql::run_code>(statement.what) ||
             std::holds_alternative<sql::opaque>(statement.what)) {
    note_program(text);
  }
  // A query with them has been read as a program.
  const bool is_query = std::holds_alternative<sql::change_rows>(statement.what);
  if (!statement.changes_within.empty() && !is_query) note_mentioned(text);
}

/// A query that writes in a common table expression, or calls a routine that may.
void lineage::note_program(std::string_view text) {
  static constexpr std::array<std::string_view, 9> writing{
      "update", "delete", "merge", "truncate", "replace", "alter", "drop", "rename", "execute"};
  const auto words = sql::names_mentioned(text, dialect_);
  const auto mentions = [&](std::string_view wanted) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& w) { return sql::same_word(w, wanted); });
  };
  if (std::any_of(writing.begin(), writing.end(), mentions)) note_mentioned(text);
  for (const auto& [routine, body] : routines_) {
    if (mentions(routine)) note_mentioned(body);
  }
}

void lineage::note_mentioned(std::string_view text) {
  for (const std::string& word : sql::names_mentioned(text, dialect_)) {
    for (const auto& entry : tables_) {
      if (schema::same_name(bare(entry.first), word, dialect_))
        note_rows(entry.first, "changes rows of");
    }
  }
}

std::vector<upheaval> lineage::upheavals() const {
  std::vector<upheaval> out = rows_;
  for (const auto& [name, columns] : start_) {
    const auto found = schema::find_entry(tables_, name, dialect_);
    if (found == tables_.end()) continue;
    const table_line& table = found->second;
    if (table.origin.empty()) {
      out.push_back(
          {name, "",
           table.filled
               ? fmt::format("{} was made anew, and whether it holds the same rows was not "
                             "followed",
                             name)
               : fmt::format("{} was made anew, without its rows", name),
           table.filled ? upheaval::extent::possible : upheaval::extent::certain});
      continue;
    }
    if (table.origin != name) {
      // Which may be the same rows: a copy that was kept in step.
      out.push_back({name, "", fmt::format("{} now holds what {} held", name, table.origin),
                     upheaval::extent::possible});
      continue;
    }
    for (const column_line& c : table.columns) {
      const bool was_there = std::any_of(
          columns.begin(), columns.end(),
          [&](const std::string& old) { return schema::same_name(old, c.name, dialect_); });
      const std::string whole = name + "." + c.name;
      if (!was_there || schema::same_name(c.origin, whole, dialect_)) continue;
      out.push_back({name, c.name,
                     c.origin.empty() ? fmt::format("{} was made anew, without its values", whole)
                                      : fmt::format("{} now holds what {} held", whole, c.origin),
                     c.origin.empty() ? upheaval::extent::certain : upheaval::extent::possible});
    }
  }
  return out;
}

}  // namespace sluice::phases
