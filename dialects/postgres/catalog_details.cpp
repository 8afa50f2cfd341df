#include "dialects/postgres/catalog_details.hpp"

#include "dialects/cells.hpp"
#include "dialects/postgres/scope.hpp"

#include <fmt/format.h>

#include <map>

namespace sluice::postgres {
namespace {

std::string command_of(const std::string& code) {
  static const std::map<std::string, std::string> commands{
      {"r", "select"}, {"a", "insert"}, {"w", "update"}, {"d", "delete"}};
  const auto found = commands.find(code);
  return found == commands.end() ? "all" : found->second;
}

schema::table* find_table(schema::model& m, const value& name) {
  const auto held = m.tables.find(cell_text(name));
  return held == m.tables.end() ? nullptr : &held->second;
}

/// What a relation is called in the titles of the model's comments and grants.
constexpr const char* relation_class =
    "CASE c.relkind WHEN 'S' THEN 'sequence ' WHEN 'v' THEN 'view ' WHEN 'm' THEN 'view '"
    " ELSE 'table ' END";

/// Of a sequence that a column owns the model knows nothing.
constexpr const char* owned_sequence =
    "(c.relkind = 'S' AND EXISTS (SELECT 1 FROM pg_catalog.pg_depend d"
    " WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid"
    " AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0))";

void read_table_comments(session& db, schema::model& m) {
  const rows relations = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, {}, a.attname, d.description
FROM pg_catalog.pg_description d JOIN pg_catalog.pg_class c ON c.oid = d.objoid
JOIN ns ON ns.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.objsubid
  AND d.objsubid > 0
WHERE d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass AND NOT {}
  AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND NOT {})",
      user_schemas, relation_class, belongs_to_extension("pg_class", "c.oid"), owned_sequence));
  for (const auto& row : relations.values) {
    const std::string name = cell_text(row[0]);
    schema::table* t = find_table(m, row[0]);
    if (t == nullptr) {
      m.comments[row[2] ? "column " + name + "." + *row[2] : cell_text(row[1]) + name] =
          cell_text(row[3]);
    } else if (!row[2]) {
      t->comment = cell_text(row[3]);
    } else if (schema::column* c = t->find(*row[2])) {
      c->comment = cell_text(row[3]);
    }
  }
  const rows constraints = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, k.conname, d.description
FROM pg_catalog.pg_description d JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN ns ON ns.oid = c.relnamespace
WHERE d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass)",
      user_schemas));
  for (const auto& row : constraints.values) {
    schema::table* t = find_table(m, row[0]);
    const auto held = t == nullptr ? std::map<std::string, schema::constraint>::iterator()
                                   : t->constraints.find(cell_text(row[1]));
    if (t != nullptr && held != t->constraints.end()) held->second.comment = cell_text(row[2]);
  }
}

/// Titles, with what is granted on them: (title, owner, acl, whether the public may by default).
void add_grants(session& db, schema::model& m, const std::string& objects) {
  const rows found = db.query(fmt::format(
      R"({}SELECT o.title, CASE x.grantee WHEN 0 THEN 'public'
         ELSE pg_catalog.pg_get_userbyid(x.grantee) END,
       pg_catalog.lower(x.privilege_type), x.is_grantable, o.suffix,
       pg_catalog.pg_get_userbyid(o.owner), x.grantee = o.owner
FROM ({}) o CROSS JOIN LATERAL pg_catalog.aclexplode(o.acl) x
WHERE x.privilege_type <> 'MAINTAIN')",
      user_schemas, objects));
  for (const auto& row : found.values) {
    m.owners[cell_text(row[0])] = cell_text(row[5]);
    if (cell_true(row[6])) continue;
    m.grants[cell_text(row[0])][cell_text(row[1])].insert(cell_text(row[2]) + cell_text(row[4]) +
                                                          (cell_true(row[3]) ? "*" : ""));
  }
}

/// The public may call a function unless that was taken away.
void read_function_grants(session& db, schema::model& m) {
  const std::string functions =
      "SELECT 'function ' || ns.prefix || p.proname || '(' ||"
      " pg_catalog.oidvectortypes(p.proargtypes) || ')' AS title, p.proowner AS owner,"
      " p.proacl AS acl, '' AS suffix FROM pg_catalog.pg_proc p JOIN ns ON ns.oid = p.pronamespace"
      " WHERE p.proacl IS NOT NULL AND NOT " +
      belongs_to_extension("pg_proc", "p.oid");
  add_grants(db, m, functions);
  const rows restricted =
      db.query(std::string(user_schemas) + "SELECT o.title FROM (" + functions + ") o");
  for (const auto& row : restricted.values) {
    schema::privileges& held = m.grants[cell_text(row[0])];
    if (held.erase("public") == 0) held["public"] = {"no execute"};
    if (held.empty()) m.grants.erase(cell_text(row[0]));
  }
}

}  // namespace

void read_policies(session& db, schema::model& m) {
  const rows secured = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, c.relrowsecurity, c.relforcerowsecurity
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
WHERE c.relrowsecurity OR c.relforcerowsecurity)",
      user_schemas));
  for (const auto& row : secured.values) {
    schema::table* t = find_table(m, row[0]);
    if (t == nullptr) continue;
    t->row_security = cell_true(row[1]);
    t->forced_row_security = cell_true(row[2]);
  }
  const rows policies = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, p.polname, p.polcmd, p.polpermissive,
       p.polqual IS NOT NULL, p.polwithcheck IS NOT NULL,
       CASE r.role WHEN 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(r.role) END,
       pg_catalog.obj_description(p.oid, 'pg_policy')
FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN ns ON ns.oid = c.relnamespace CROSS JOIN LATERAL pg_catalog.unnest(p.polroles) AS r (role))",
      user_schemas));
  for (const auto& row : policies.values) {
    schema::table* t = find_table(m, row[0]);
    if (t == nullptr) continue;
    schema::policy& p = t->policies[cell_text(row[1])];
    p.name = cell_text(row[1]);
    p.command = command_of(cell_text(row[2]));
    p.permissive = cell_true(row[3]);
    p.has_using = cell_true(row[4]);
    p.has_check = cell_true(row[5]);
    p.roles.insert(cell_text(row[6]));
    p.comment = cell_text(row[7]);
  }
  const rows rules = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, w.rulename FROM pg_catalog.pg_rewrite w
JOIN pg_catalog.pg_class c ON c.oid = w.ev_class JOIN ns ON ns.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f'))",
      user_schemas));
  for (const auto& row : rules.values) {
    if (schema::table* t = find_table(m, row[0])) t->rules.insert(cell_text(row[1]));
  }
}

void read_comments(session& db, schema::model& m) {
  read_table_comments(db, m);
  const rows others = db.query(fmt::format(
      R"({0}SELECT 'function ' || ns.prefix || p.proname || '(' ||
       pg_catalog.oidvectortypes(p.proargtypes) || ')', d.description
FROM pg_catalog.pg_description d JOIN pg_catalog.pg_proc p ON p.oid = d.objoid
JOIN ns ON ns.oid = p.pronamespace
WHERE d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND NOT {1}
UNION ALL SELECT 'type ' || ns.prefix || t.typname, d.description
FROM pg_catalog.pg_description d JOIN pg_catalog.pg_type t ON t.oid = d.objoid
JOIN ns ON ns.oid = t.typnamespace
WHERE d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass AND NOT {2}
UNION ALL SELECT 'schema ' || ns.nspname, d.description
FROM pg_catalog.pg_description d JOIN ns ON ns.oid = d.objoid
WHERE d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND ns.nspname <> 'public')",
      user_schemas, belongs_to_extension("pg_proc", "p.oid"),
      belongs_to_extension("pg_type", "t.oid")));
  for (const auto& row : others.values) m.comments[cell_text(row[0])] = cell_text(row[1]);
}

void read_grants(session& db, schema::model& m) {
  const std::string relations = fmt::format(
      "SELECT {0} || ns.prefix || c.relname AS title, c.relowner AS owner, {{}}"
      " FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace {{}}"
      " WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND NOT {1} AND NOT {2}",
      relation_class, belongs_to_extension("pg_class", "c.oid"), owned_sequence);
  add_grants(db, m, fmt::format(fmt::runtime(relations), "c.relacl AS acl, '' AS suffix", ""));
  add_grants(
      db, m,
      fmt::format(fmt::runtime(relations), "a.attacl AS acl, ' (' || a.attname || ')' AS suffix",
                  "JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
                  " AND NOT a.attisdropped"));
  add_grants(db, m,
             "SELECT 'schema ' || ns.nspname AS title, s.nspowner AS owner, s.nspacl AS acl,"
             " '' AS suffix FROM ns JOIN pg_catalog.pg_namespace s ON s.oid = ns.oid"
             " WHERE ns.nspname <> 'public'");
  read_function_grants(db, m);
}

void read_other_objects(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      R"({0}SELECT 'schema ' || ns.nspname FROM ns
WHERE ns.nspname <> 'public' AND NOT {1}
UNION ALL SELECT 'extension ' || e.extname FROM pg_catalog.pg_extension e
WHERE e.extname <> 'plpgsql'
UNION ALL SELECT 'publication ' || p.pubname FROM pg_catalog.pg_publication p
UNION ALL SELECT 'event trigger ' || t.evtname FROM pg_catalog.pg_event_trigger t
WHERE NOT {2}
UNION ALL SELECT 'collation ' || ns.prefix || c.collname FROM pg_catalog.pg_collation c
JOIN ns ON ns.oid = c.collnamespace WHERE NOT {3}
UNION ALL SELECT 'type ' || ns.prefix || t.typname FROM pg_catalog.pg_type t
JOIN ns ON ns.oid = t.typnamespace LEFT JOIN pg_catalog.pg_class r ON r.oid = t.typrelid
WHERE (t.typtype IN ('e', 'r') OR (t.typtype = 'c' AND r.relkind = 'c')
  OR (t.typtype = 'b' AND t.typelem = 0)) AND NOT {4}
UNION SELECT 'aggregate ' || ns.prefix || p.proname FROM pg_catalog.pg_proc p
JOIN ns ON ns.oid = p.pronamespace WHERE p.prokind = 'a' AND NOT {5}
UNION ALL SELECT 'server ' || s.srvname FROM pg_catalog.pg_foreign_server s WHERE NOT {6}
UNION ALL SELECT 'foreign data wrapper ' || w.fdwname FROM pg_catalog.pg_foreign_data_wrapper w
WHERE NOT {7})",
      user_schemas, belongs_to_extension("pg_namespace", "ns.oid"),
      belongs_to_extension("pg_event_trigger", "t.oid"),
      belongs_to_extension("pg_collation", "c.oid"), belongs_to_extension("pg_type", "t.oid"),
      belongs_to_extension("pg_proc", "p.oid"), belongs_to_extension("pg_foreign_server", "s.oid"),
      belongs_to_extension("pg_foreign_data_wrapper", "w.oid")));
  for (const auto& row : found.values) m.objects.insert(cell_text(row[0]));
  const rows statistics = db.query(fmt::format(
      R"({}SELECT tns.prefix || c.relname, ns.prefix || s.stxname
FROM pg_catalog.pg_statistic_ext s JOIN ns ON ns.oid = s.stxnamespace
JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid JOIN ns tns ON tns.oid = c.relnamespace)",
      user_schemas));
  for (const auto& row : statistics.values) {
    if (schema::table* t = find_table(m, row[0])) t->statistics.insert(cell_text(row[1]));
  }
}

}  // namespace sluice::postgres
