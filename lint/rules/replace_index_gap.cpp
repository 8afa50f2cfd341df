#include "dialects/schema/names.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

/// Queries that use the dropped index can use the new one, or nearly so.
bool stands_in_for(const sql::create_index& made, const schema::effect& dropped, dialect d) {
  if (made.index && schema::same_name(made.index->text, dropped.object, d)) return true;
  return std::equal(dropped.columns.begin(), dropped.columns.end(), made.parts.begin(),
                    made.parts.begin() + static_cast<std::ptrdiff_t>(
                                             std::min(made.parts.size(), dropped.columns.size())),
                    [&](const std::string& column, const sql::name& part) {
                      return !column.empty() && schema::same_name(part.text, column, d);
                    });
}

/// An index that a later statement of the step makes, of the same name or with its columns first.
std::string replaced_later(const statement_view& view, const schema::effect& e) {
  bool behind = false;
  for (const statement_input& each : view.step.statements) {
    const auto* s = std::get_if<sql::create_index>(&each.statement->what);
    if (behind && s != nullptr &&
        schema::same_name(schema::model_name(s->table, view.d), e.table, view.d) &&
        stands_in_for(*s, e, view.d))
      return s->index ? s->index->text : "the index";
    behind |= each.statement == &view.statement;
  }
  return {};
}

void check_replace_index_gap(const statement_view& view, reporter& to) {
  if (view.step.transactional && view.d != dialect::mysql) return;
  for (const schema::effect& e : view.effects) {
    if (e.kind != schema::effect_kind::index_dropped || !e.existed_before || e.columns.empty())
      continue;
    const std::string later = replaced_later(view, e);
    if (later.empty()) continue;
    reporter::draft d =
        said(fmt::format("drops index {} of {} before {}, which replaces it, is built: until then "
                         "every query that needs one of them reads the whole table",
                         e.object, e.table, later),
             {e.table, e.object, later, "", ""});
    d.where = e.where;
    d.object = e.object;
    to.report(std::move(d));
  }
}

}  // namespace

const rule replace_index_gap{
    "replace-index-gap",
    rule_class::lock,
    severity::warning,
    "An index is dropped before the one that replaces it is built.",
    "The build takes as long as the table is large, and fails now and then. Meanwhile, and after a "
    "failure, the queries have neither.",
    {"1. CREATE INDEX CONCURRENTLY {to} ON {table} ...;\n"
     "2. In a later step, when it is valid: DROP INDEX CONCURRENTLY {column};",
     "1. CREATE INDEX {to} ON {table} ...;\n"
     "2. Then DROP INDEX {column} ON {table};\n"
     "or both in one ALTER TABLE.",
     ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80));\n"
     "CREATE INDEX by_email ON users (email);",
     phases::phase::expand,
     "DROP INDEX by_email ON users;\n"
     "CREATE INDEX by_email_id ON users (email, id);",
     "CREATE INDEX by_email_id ON users (email, id);\n"
     "DROP INDEX by_email ON users;",
     engine::mysql},
    {"users", "by_email", "by_email_id", "", ""},
    check_replace_index_gap,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
