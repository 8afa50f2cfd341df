#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

/// Never: the engine has no such thing.
constexpr int never = 1000;

/// What a statement needs of an engine, and since when the engine has it.
struct need {
  std::string_view what;
  server_version since;
  bool (*wanted)(const statement_view&);
};

template <typename Action, typename Test>
bool any_action(const statement_view& view, Test test) {
  bool found = false;
  each_action<Action>(view, [&](const Action& a, text::span) { found = found || test(a); });
  return found;
}

template <typename Test>
bool any_column(const statement_view& view, Test test) {
  if (const auto* s = std::get_if<sql::create_table>(&view.statement.what))
    return std::any_of(s->columns.begin(), s->columns.end(), test);
  return any_action<sql::add_column>(view, [&](const auto& a) { return test(a.column); });
}

bool renames_column(const statement_view& view) {
  return any_action<sql::rename_column>(view, [](const auto&) { return true; });
}

bool drops_column(const statement_view& view) {
  return any_action<sql::drop_column>(view, [](const auto&) { return true; });
}

bool renames_index(const statement_view& view) {
  return any_action<sql::rename_index>(view, [](const auto&) { return true; });
}

bool asks_whether_column_is_there(const statement_view& view) {
  return any_action<sql::drop_column>(view, [](const auto& a) { return a.if_exists; }) ||
         any_action<sql::add_column>(view, [](const auto& a) { return a.if_not_exists; });
}

bool detaches_concurrently(const statement_view& view) {
  return any_action<sql::detach_partition>(view, [](const auto& a) { return a.concurrently; });
}

bool leaves_not_null_unchecked(const statement_view& view) {
  return any_action<sql::set_not_null>(view, [](const auto& a) { return a.unchecked; });
}

bool has_virtual_column(const statement_view& view) {
  return any_column(view, [](const auto& c) { return c.generated && !c.stored; });
}

bool has_generated_column(const statement_view& view) {
  return any_column(view, [](const auto& c) { return c.generated; });
}

bool has_invisible_column(const statement_view& view) {
  return any_column(view, [](const auto& c) { return c.invisible; });
}

bool replaces_trigger(const statement_view& view) {
  const auto* s = std::get_if<sql::create_trigger>(&view.statement.what);
  return s != nullptr && s->or_replace;
}

bool reindexes_concurrently(const statement_view& view) {
  const auto* s = std::get_if<sql::auxiliary>(&view.statement.what);
  const auto* m = s == nullptr ? nullptr : std::get_if<sql::maintain>(&s->detail);
  return m != nullptr && m->verb == sql::maintenance::reindex && m->concurrently;
}

bool indexes_expression(const statement_view& view) {
  const auto is_expression = [](const sql::name& part) { return part.text.empty(); };
  const auto* s = std::get_if<sql::create_index>(&view.statement.what);
  return (s != nullptr && std::any_of(s->parts.begin(), s->parts.end(), is_expression)) ||
         any_action<sql::add_index>(view, [&](const auto& a) {
           return std::any_of(a.index.parts.begin(), a.index.parts.end(), is_expression);
         });
}

bool leaves_check_unenforced(const statement_view& view) {
  return any_action<sql::add_constraint>(view,
                                         [](const auto& a) { return a.constraint.not_enforced; }) ||
         any_action<sql::enforce_constraint>(view, [](const auto&) { return true; });
}

constexpr auto pg = engine::postgres;
constexpr auto my = engine::mysql;
constexpr auto maria = engine::mariadb;
constexpr auto lite = engine::sqlite;

constexpr need needs[] = {
    {"REINDEX CONCURRENTLY", {pg, 12, 0, 0}, reindexes_concurrently},
    {"a generated column", {pg, 12, 0, 0}, has_generated_column},
    {"DETACH PARTITION CONCURRENTLY", {pg, 14, 0, 0}, detaches_concurrently},
    {"CREATE OR REPLACE TRIGGER", {pg, 14, 0, 0}, replaces_trigger},
    {"NOT NULL ... NOT VALID", {pg, 18, 0, 0}, leaves_not_null_unchecked},
    {"a virtual generated column", {pg, 18, 0, 0}, has_virtual_column},
    {"RENAME COLUMN", {my, 8, 0, 0}, renames_column},
    {"an index over an expression", {my, 8, 0, 13}, indexes_expression},
    {"a CHECK that is not enforced", {my, 8, 0, 16}, leaves_check_unenforced},
    {"an invisible column", {my, 8, 0, 23}, has_invisible_column},
    {"IF [NOT] EXISTS of a column", {my, never, 0, 0}, asks_whether_column_is_there},
    {"CREATE OR REPLACE TRIGGER", {my, never, 0, 0}, replaces_trigger},
    {"an invisible column", {maria, 10, 3, 0}, has_invisible_column},
    {"RENAME COLUMN", {maria, 10, 5, 2}, renames_column},
    {"RENAME INDEX", {maria, 10, 5, 2}, renames_index},
    {"an index over an expression", {maria, never, 0, 0}, indexes_expression},
    {"a CHECK that is not enforced", {maria, never, 0, 0}, leaves_check_unenforced},
    {"RENAME COLUMN", {lite, 3, 25, 0}, renames_column},
    {"a generated column", {lite, 3, 31, 0}, has_generated_column},
    {"DROP COLUMN", {lite, 3, 35, 0}, drops_column},
};

std::string shown(const server_version& v) {
  const std::string two = fmt::format("{}.{}", v.major, v.minor);
  if (v.kind == engine::postgres) return std::to_string(v.major);
  return v.patch == 0 ? two : fmt::format("{}.{}", two, v.patch);
}

void check_server_too_old(const statement_view& view, reporter& to) {
  for (const need& each : needs) {
    if (each.since.kind != view.server.kind || view.server >= each.since || !each.wanted(view))
      continue;
    const std::string_view product = engine_name(view.server.kind);
    reporter::draft d;
    d.message = each.since.major == never
                    ? fmt::format("needs {}, which {} does not have", each.what, product)
                    : fmt::format("needs {}, which {} has since {}; this is {}", each.what, product,
                                  shown(each.since), shown(view.server));
    to.report(std::move(d));
  }
}

}  // namespace

const rule server_too_old{
    "server-too-old",
    rule_class::runtime,
    severity::error,
    "A statement needs a newer server, or another product.",
    "The server that the version stands for does not know the statement, and the step fails there.",
    {"Write it without, or upgrade first. If the server is newer than Sluice was told, say so: "
     "server_version in sluice.toml, or --server-version.",
     "", ""},
    {"CREATE TABLE orders (id bigint, at date) PARTITION BY RANGE (at);\nCREATE TABLE orders_26 "
     "PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
     phases::phase::contract, "ALTER TABLE orders DETACH PARTITION orders_26 CONCURRENTLY;",
     "ALTER TABLE orders DETACH PARTITION orders_26;", engine::postgres, "13"},
    {},
    check_server_too_old};

}  // namespace sluice::lint::catalogue
