#include "tests/live/truth_deed.hpp"

#include "dialects/catalog.hpp"
#include "dialects/parameters.hpp"
#include "dialects/sql/script.hpp"
#include "dialects/text/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

namespace sluice::test {

namespace {

contents read_contents(session& db) {
  contents out;
  const schema::model found = read_model(db);
  for (const auto& [name, table] : found.tables) {
    const std::size_t dot = name.find('.');
    const std::string quoted = dot == std::string::npos
                                   ? quote_name(db.sql_dialect(), name)
                                   : quote_name(db.sql_dialect(), name.substr(0, dot)) + "." +
                                         quote_name(db.sql_dialect(), name.substr(dot + 1));
    std::string columns;
    for (const schema::column& c : table.columns)
      columns += (columns.empty() ? "" : ", ") + quote_name(db.sql_dialect(), c.name);
    auto& rows_of = out[name];
    const rows all = db.query(fmt::format("SELECT {} FROM {}", columns, quoted));
    for (const auto& row : all.values) {
      auto& one = rows_of.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i) one[table.columns[i].name] = row[i];
    }
  }
  return out;
}

/// With the session's own placeholder style, and the values in the order of their places.
std::pair<std::string, std::vector<value>> bound(const std::string& statement, dialect d,
                                                 const std::vector<std::string>& values) {
  std::vector<value> in_order;
  const std::string text = rewrite_parameters(statement, d, [&](const parameter& p) {
    const std::string v = p.number <= values.size() ? values[p.number - 1] : "";
    in_order.push_back(v == "NULL" ? value() : value(v));
    return std::string("?");
  });
  return {text, in_order};
}

std::string shown(const rows& found, bool in_order) {
  std::vector<std::string> lines;
  for (const auto& row : found.values) {
    std::string line;
    for (const value& v : row) line += v.value_or("NULL") + "|";
    lines.push_back(line);
  }
  if (!in_order) std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& name : found.columns) out += name + "|";
  for (const std::string& line : lines) out += "\n" + line;
  return out + "\n";
}

/// The rows that came and went, a line each, over the columns that the other state has too.
std::vector<std::string> changes_in(const deed& d, const std::string& table,
                                    const std::set<std::string>& columns) {
  const auto lines = [&](const contents& all) {
    std::multiset<std::string> out;
    for (const auto& row : all.at(table)) {
      std::string line;
      for (const auto& [column, v] : row) {
        if (columns.contains(column)) line += column + "=" + v.value_or("NULL") + "|";
      }
      out.insert(line);
    }
    return out;
  };
  const auto before = lines(d.before);
  const auto after = lines(d.after);
  std::vector<std::string> out;
  std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                std::back_inserter(out));
  return out;
}

}  // namespace

std::vector<std::string> statements_of(const std::string& script, dialect d) {
  const text::source file("script", script);
  std::vector<std::string> out;
  for (const sql::parsed_statement& s : sql::parse(file, d).statements)
    out.emplace_back(file.slice(s.where));
  return out;
}

void execute_all(session& db, const std::string& script) {
  for (const std::string& statement : statements_of(script, db.sql_dialect()))
    db.execute(statement);
}

deed run_statements(session& db, const std::string& script,
                    const std::vector<std::vector<std::string>>& values) {
  deed out;
  const std::vector<std::string> statements = statements_of(script, db.sql_dialect());
  const std::size_t runs = std::max(values.size(), statements.size());
  db.begin();
  try {
    out.before = read_contents(db);
    for (std::size_t i = 0; i < runs; ++i) {
      const auto [text, parameters] =
          bound(statements[i % statements.size()], db.sql_dialect(),
                i < values.size() ? values[i] : std::vector<std::string>());
      out.answers += shown(db.query(text, parameters), text.find("ORDER BY") != std::string::npos);
    }
    out.after = read_contents(db);
  } catch (const text::database_error& problem) {
    out.error = problem.code() + " " + problem.server_message();
  }
  db.rollback();
  return out;
}

std::string difference(const deed& before, const deed& after, const schema::model& old_schema,
                       const schema::model& new_schema) {
  if (!before.error.empty() && !after.error.empty())
    throw std::runtime_error("the row proves nothing, since it fails before and after: " +
                             before.error);
  if (!after.error.empty()) return "fails: " + after.error;
  if (!before.error.empty()) return "failed before: " + before.error;
  if (before.answers != after.answers)
    return fmt::format("answers\n{}and now\n{}", before.answers, after.answers);
  for (const auto& entry : before.before) {
    const std::string& name = entry.first;
    if (!after.before.contains(name)) continue;
    std::set<std::string> columns;
    for (const schema::column& c : old_schema.find(name)->columns) {
      if (new_schema.find(name)->find(c.name) != nullptr) columns.insert(c.name);
    }
    if (changes_in(before, name, columns) != changes_in(after, name, columns))
      return "other rows in " + name;
  }
  return "";
}

}  // namespace sluice::test
