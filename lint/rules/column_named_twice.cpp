#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <vector>

namespace sluice::lint::catalogue {

namespace {

/// The first name that stands twice.
const sql::name* repeated(const std::vector<sql::name>& names, dialect d) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (schema::same_name(names[i].text, names[j].text, d)) return &names[i];
    }
  }
  return nullptr;
}

void check_column_named_twice(const statement_view& view, reporter& to) {
  const auto* changed = std::get_if<sql::update>(&view.statement.what);
  std::vector<sql::name> names;
  if (changed != nullptr) {
    // t.a and u.a of a join are two.
    if (!changed->others.empty()) return;
    for (const sql::assignment& a : changed->assignments) names.push_back(a.column);
  } else if (const auto* s = std::get_if<sql::insert>(&view.statement.what); s && s->columns) {
    names = *s->columns;
  }
  const sql::name* twice = repeated(names, view.d);
  if (twice == nullptr) return;
  const bool taken = view.d == dialect::sqlite || (view.d == dialect::mysql && changed != nullptr);
  reporter::draft d;
  d.message =
      fmt::format("gives {} a value twice: {}", twice->text,
                  taken ? "one of the two is silently left out" : "the server refuses that");
  d.object = twice->text;
  d.where = twice->where;
  to.report(std::move(d));
}

}  // namespace

const rule column_named_twice{
    "column-named-twice",
    rule_class::runtime,
    severity::error,
    "A statement gives one column two values.",
    "PostgreSQL refuses it, and every server but SQLite an INSERT; where it is taken, one of the "
    "two values is lost.",
    {"Leave one of the two out.", "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text);", phases::phase::migrate,
     "UPDATE users SET name = 'a', name = 'b' WHERE id = 1;",
     "UPDATE users SET name = 'b' WHERE id = 1;"},
    {},
    check_column_named_twice};

}  // namespace sluice::lint::catalogue
