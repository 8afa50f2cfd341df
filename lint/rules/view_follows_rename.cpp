#include "dialects/sql/token.hpp"
#include "lint/programs.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace sluice::lint::catalogue {

namespace {

/// The column has AS behind it, and so keeps the view's own name for it.
bool is_aliased(std::string_view text, std::string_view column) {
  bool met = false;
  for (const sql::token& t : sql::lex(text, dialect::sqlite)) {
    if (sql::is_trivia(t.what)) continue;
    if (met) return t.what == sql::kind::kw_as;
    met = sql::same_word(
        sql::fold_name(text.substr(t.where.begin, t.where.size()), dialect::sqlite), column);
  }
  return false;
}

std::string_view verb(schema::effect_kind kind) {
  return kind == schema::effect_kind::column_renamed || kind == schema::effect_kind::table_renamed
             ? "renames"
             : "drops";
}

void check_view_follows_rename(const statement_view& view, reporter& to) {
  for (const schema::effect& e : view.effects) {
    const bool column = e.kind == schema::effect_kind::column_renamed ||
                        (e.kind == schema::effect_kind::column_dropped && view.d == dialect::mysql);
    const bool table = e.kind == schema::effect_kind::table_dropped ||
                       (e.kind == schema::effect_kind::table_renamed && view.d == dialect::mysql);
    if (!column && !table) continue;
    for (const std::string& name : views_on(view.before, e.table, column ? e.object : "", view.d)) {
      if (is_remade_later(view, name) ||
          (view.d == dialect::sqlite && column && is_aliased(view.before.views.at(name), e.object)))
        continue;
      reporter::draft d =
          said(fmt::format("{} {}, which view {} reads: {}", verb(e.kind),
                           e.table + (column ? "." + e.object : ""), name,
                           view.d == dialect::mysql
                               ? "the view does not follow, and every statement that names it fails"
                           : column ? fmt::format("the view's own column is called {} from then "
                                                  "on, and old readers of {} fail",
                                                  e.to, e.object)
                                    : "the view stays, and every statement that names it fails"),
               {e.table, name, "", "", ""});
      d.object = name;
      d.where = e.where;
      to.report(std::move(d));
    }
  }
}

}  // namespace

const rule view_follows_rename{
    "view-follows-rename",
    rule_class::rollback,
    severity::error,
    "What a view reads is renamed or dropped, and the view does not stay as it was.",
    "MySQL and MariaDB keep the text of a view: it names what is no longer there. SQLite follows "
    "the name of a column, also in the view's own list of columns, unless AS stands there. In "
    "either case the readers of the view fail, old or new.",
    {"In the same step: make {column} anew, with the old names for its own columns.",
     "In the same step: CREATE OR REPLACE VIEW {column} AS ..., with the old names for its own "
     "columns.",
     "In the same step: DROP VIEW {column}; and CREATE VIEW {column} AS ..., with the old names "
     "for its own columns."},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));\n"
     "CREATE VIEW names AS SELECT id, name FROM users;",
     phases::phase::expand, "ALTER TABLE users RENAME COLUMN name TO full_name;",
     "ALTER TABLE users RENAME COLUMN nick TO handle;", engine::mysql},
    {"users", "names", "", "", ""},
    check_view_follows_rename,
    true,
    mysql_mariadb_and_sqlite};

}  // namespace sluice::lint::catalogue
