#include "lint/programs.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/program.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

namespace sluice::lint {
namespace {

std::string_view bare(std::string_view key) {
  return key.substr(key.rfind('.') == std::string_view::npos ? 0 : key.rfind('.') + 1);
}

bool holds(const std::vector<std::string>& names, std::string_view name, dialect d) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& each) { return schema::same_name(each, name, d); });
}

/// False when the name cannot stand in the text, which spares reading it.
bool may_name(std::string_view text, std::string_view name) {
  if (name.find_first_of("\"`\\") != std::string_view::npos) return true;
  const auto same = [](char a, char b) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; };
    return small(a) == small(b);
  };
  return std::search(text.begin(), text.end(), name.begin(), name.end(), same) != text.end();
}

/// What an INSERT does by position with the table; nothing when it names its columns.
std::optional<bool> reads_by_position(const sql::insert& s, std::string_view table, dialect d) {
  const auto is_it = [&](const sql::object_name& name) {
    return schema::same_name(schema::model_name(name, d), table, d);
  };
  if (s.query && s.query->star &&
      std::any_of(s.query->tables.begin(), s.query->tables.end(),
                  [&](const sql::table_reference& each) { return is_it(each.table); }))
    return true;
  // PostgreSQL fills the columns behind the last value.
  if (d != dialect::postgres && !s.columns && !s.default_values && is_it(s.table)) return false;
  return std::nullopt;
}

/// The name that a statement makes or drops; empty for other statements.
std::vector<std::string> remade_by(const sql::statement& s) {
  const auto names = [](const std::vector<sql::object_name>& all) {
    std::vector<std::string> out;
    for (const sql::object_name& each : all) out.push_back(each.object.text);
    return out;
  };
  if (const auto* a = std::get_if<sql::create_view>(&s)) return {a->view.object.text};
  if (const auto* a = std::get_if<sql::drop_view>(&s)) return names(a->views);
  if (const auto* a = std::get_if<sql::create_routine>(&s)) return {a->routine.object.text};
  if (const auto* a = std::get_if<sql::drop_routine>(&s)) return names(a->routines);
  if (const auto* a = std::get_if<sql::create_trigger>(&s)) return {a->trigger.object.text};
  if (const auto* a = std::get_if<sql::drop_trigger>(&s)) return {a->trigger.object.text};
  return {};
}

}  // namespace

std::vector<std::string> views_on(const schema::model& m, std::string_view table,
                                  std::string_view column, dialect d) {
  std::vector<std::string> out;
  const std::string need = std::string(table) + (column.empty() ? "" : "." + std::string(column));
  for (const auto& [name, text] : m.views) {
    const auto needs = m.needs.find(name);
    if (needs != m.needs.end()) {
      const bool reads =
          std::any_of(needs->second.begin(), needs->second.end(),
                      [&](const std::string& each) { return schema::same_name(each, need, d); });
      if (reads) out.push_back(name);
      continue;
    }
    const std::vector<std::string> names = sql::names_mentioned(text, d);
    if (holds(names, bare(table), d) && (column.empty() || holds(names, column, d)))
      out.push_back(name);
  }
  return out;
}

namespace {

/// Without its schema the name means another table, in the default schema.
bool means_another(const schema::model& m, const std::vector<std::string>& names,
                   std::string_view table, dialect d) {
  const std::size_t dot = table.find('.');
  return dot != std::string_view::npos && !holds(names, table.substr(0, dot), d) &&
         schema::find_table(m, bare(table), d) != nullptr;
}

}  // namespace

std::vector<mention> programs_naming(const schema::model& m, std::string_view table,
                                     std::string_view column, dialect d) {
  std::vector<mention> out;
  const std::string_view wanted = column.empty() ? bare(table) : column;
  for (const auto& [key, t] : m.triggers) {
    if (!may_name(t.body, wanted)) continue;
    const std::vector<std::string> names = sql::names_mentioned(t.body, d);
    const bool own = schema::same_name(t.table, table, d);
    if (!own && means_another(m, names, table, d)) continue;
    const bool named = column.empty()
                           ? holds(names, bare(table), d)
                           : holds(names, column, d) && (own || holds(names, bare(table), d));
    if (named)
      out.push_back({"trigger " + t.name + " on " + t.table,
                     t.function.empty() ? t.name : std::string(bare(t.function)),
                     own && !column.empty()});
  }
  for (const auto& [key, body] : m.routines) {
    if (!may_name(body, wanted)) continue;
    // A trigger's function was looked at with its trigger.
    const std::string name = key.substr(0, key.find('('));
    const bool of_trigger = std::any_of(
        m.triggers.begin(), m.triggers.end(),
        [&](const auto& entry) { return schema::same_name(entry.second.function, name, d); });
    if (of_trigger || body.empty()) continue;
    const std::vector<std::string> names = sql::names_mentioned(body, d);
    if (means_another(m, names, table, d)) continue;
    if (holds(names, bare(table), d) && (column.empty() || holds(names, column, d)))
      out.push_back({"routine " + name, std::string(bare(name)), false});
  }
  return out;
}

std::vector<positional_insert> positional_inserts(const schema::model& m, std::string_view table,
                                                  dialect d) {
  std::vector<positional_insert> out;
  const auto look = [&](const std::string& what, std::string_view name, const std::string& body) {
    if (!may_name(body, bare(table))) return;
    const text::source file(what, body);
    const auto end = static_cast<std::uint32_t>(file.bytes().size());
    for (const sql::parsed_statement& s : sql::read_program(file, {0, end}, d).statements) {
      const auto* insert = std::get_if<sql::insert>(&s.what);
      if (insert == nullptr) continue;
      if (const auto reads = reads_by_position(*insert, table, d))
        out.push_back({what, std::string(name), *reads});
    }
  };
  for (const auto& [key, t] : m.triggers)
    look("trigger " + t.name + " on " + t.table, t.function.empty() ? t.name : bare(t.function),
         t.body);
  for (const auto& [key, body] : m.routines) {
    const std::string name = key.substr(0, key.find('('));
    const bool of_trigger = std::any_of(
        m.triggers.begin(), m.triggers.end(),
        [&](const auto& entry) { return schema::same_name(entry.second.function, name, d); });
    if (!of_trigger) look("routine " + name, bare(name), body);
  }
  return out;
}

bool is_remade_later(const statement_view& view, std::string_view name) {
  bool behind = false;
  for (const statement_input& each : view.step.statements) {
    if (behind) {
      for (const std::string& made : remade_by(each.statement->what)) {
        if (schema::same_name(made, bare(name), view.d)) return true;
      }
    }
    behind |= each.statement == &view.statement;
  }
  return false;
}

}  // namespace sluice::lint
