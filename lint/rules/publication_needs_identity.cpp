#include "dialects/schema/names.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <variant>

namespace sluice::lint::catalogue {

namespace {

bool is_made_here(const statement_view& view, const std::string& table) {
  return schema::find_table(view.before_change, table, view.d) == nullptr;
}

void check_publication_needs_identity(const statement_view& view, reporter& to) {
  const auto* s = std::get_if<sql::object_command>(&view.statement.what);
  if (s != nullptr && s->object_class == "publication" && s->verb != sql::object_verb::drop) {
    for (const sql::object_name& name : s->tables) {
      const schema::table* t =
          schema::find_table(view.before, schema::model_name(name, view.d), view.d);
      if (t == nullptr || !t->primary_key.empty() || view.effects.empty() ||
          is_made_here(view, t->name))
        continue;
      reporter::draft d =
          said(fmt::format("publishes {}, which has no primary key: every UPDATE and DELETE on it "
                           "fails from that moment on, unless its REPLICA IDENTITY is set",
                           t->name),
               {t->name, "", "", "", ""});
      d.object = t->name;
      d.where = name.where;
      to.report(view.effects.front(), std::move(d));
    }
  }
  for (const schema::effect& e : view.effects) {
    if (!e.existed_before || view.in(phases::phase::contract) ||
        !says(view, e.where, {"replica", "identity", "nothing"}))
      continue;
    to.report(e, said(fmt::format("sets REPLICA IDENTITY NOTHING on {}: when it is published, "
                                  "every UPDATE and DELETE on it fails",
                                  e.table),
                      {e.table, "", "", "", ""}));
  }
}

}  // namespace

const rule publication_needs_identity{
    "publication-needs-identity",
    rule_class::rollback,
    severity::error,
    "A table is published whose rows replication cannot tell apart.",
    "The server refuses UPDATE and DELETE on such a table, whoever sends them: \"cannot update "
    "table because it does not have a replica identity and publishes updates\".",
    {"First one of these, then the publication:\n"
     "  ALTER TABLE {table} REPLICA IDENTITY USING INDEX ...;\n"
     "  ALTER TABLE {table} REPLICA IDENTITY FULL;\n"
     "or a primary key. When it has an identity that the migrations do not tell, say so:\n"
     "  -- sluice:allow publication-needs-identity reason=\"REPLICA IDENTITY FULL since 2024\"",
     "", ""},
    {"CREATE TABLE events (at timestamptz);", phases::phase::expand,
     "CREATE PUBLICATION all_events FOR TABLE events;", "CREATE PUBLICATION nothing;"},
    {"events", "", "", "", ""},
    check_publication_needs_identity,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
