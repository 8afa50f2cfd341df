#include "dialects/postgres/catalog_objects.hpp"

#include "dialects/cells.hpp"
#include "dialects/postgres/scope.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::postgres {
namespace {

std::string without_terminator(std::string text) {
  while (!text.empty() && (text.back() == ';' || text.back() == ' ' || text.back() == '\n')) {
    text.pop_back();
  }
  text.erase(0, text.find_first_not_of(" \n"));
  return text;
}

void read_views(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, pg_catalog.pg_get_viewdef(c.oid)
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND NOT {})",
      user_schemas, belongs_to_extension("pg_class", "c.oid")));
  for (const auto& row : found.values) {
    m.views[cell_text(row[0])] = without_terminator(cell_text(row[1]));
  }
}

/// Which columns views read, as the rules behind them depend on them.
void read_view_needs(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      R"({}SELECT DISTINCT ns.prefix || v.relname, rns.prefix || r.relname, a.attname
FROM pg_catalog.pg_class v JOIN ns ON ns.oid = v.relnamespace
JOIN pg_catalog.pg_rewrite w ON w.ev_class = v.oid
JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
  AND d.objid = w.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  AND d.refobjid <> v.oid
JOIN pg_catalog.pg_class r ON r.oid = d.refobjid JOIN ns rns ON rns.oid = r.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.refobjsubid
  AND d.refobjsubid > 0
WHERE v.relkind IN ('v', 'm'))",
      user_schemas));
  for (const auto& row : found.values) {
    auto& needs = m.needs[cell_text(row[0])];
    needs.insert(cell_text(row[1]));
    if (row[2]) needs.insert(cell_text(row[1]) + "." + *row[2]);
  }
}

/// The bits of pg_trigger.tgtype.
void read_trigger_type(int bits, schema::trigger& t) {
  t.each_row = (bits & 1) != 0;
  t.timing = (bits & 64) != 0 ? "instead of" : (bits & 2) != 0 ? "before" : "after";
  if ((bits & 4) != 0) t.events.insert("insert");
  if ((bits & 8) != 0) t.events.insert("delete");
  if ((bits & 16) != 0) t.events.insert("update");
  if ((bits & 32) != 0) t.events.insert("truncate");
}

void read_triggers(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      R"({}SELECT t.tgname, ns.prefix || c.relname, p.prosrc,
       CASE WHEN pn.oid IS NULL THEN n.nspname || '.' ELSE pn.prefix END || p.proname,
       t.tgenabled, t.tgtype::integer, t.tgqual IS NOT NULL,
       CASE WHEN t.tgconstraint <> 0 THEN CASE WHEN t.tginitdeferred THEN 'deferred'
         WHEN t.tgdeferrable THEN 'immediate' ELSE 'no' END END,
       pg_catalog.obj_description(t.oid, 'pg_trigger'), a.attname
FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN ns ON ns.oid = c.relnamespace JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace LEFT JOIN ns pn ON pn.oid = n.oid
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (t.tgattr::int2[])
WHERE NOT t.tgisinternal{})",
      user_schemas, db.server().major >= 13 ? " AND t.tgparentid = 0" : ""));
  for (const auto& row : found.values) {
    schema::trigger& t = m.triggers[cell_text(row[1]) + "." + cell_text(row[0])];
    t.name = cell_text(row[0]);
    t.table = cell_text(row[1]);
    t.body = cell_text(row[2]);
    t.function = cell_text(row[3]);
    const std::string enabled = cell_text(row[4]);
    t.enabled = enabled != "D";
    t.fires = enabled == "R" ? "replica" : enabled == "A" ? "always" : "";
    read_trigger_type(std::stoi(cell_text(row[5])), t);
    t.conditional = cell_true(row[6]);
    t.deferrable = cell_text(row[7]);
    t.comment = cell_text(row[8]);
    if (row[9]) t.columns.insert(*row[9]);
  }
}

}  // namespace

void read_routines(session& db, schema::model& m) {
  const bool has_sql_bodies = db.server().major >= 14;
  const rows found = db.query(fmt::format(
      R"({}SELECT ns.prefix || p.proname, pg_catalog.oidvectortypes(p.proargtypes),
       {}, pg_catalog.count(*) OVER (PARTITION BY p.pronamespace, p.proname), p.provolatile
FROM pg_catalog.pg_proc p JOIN ns ON ns.oid = p.pronamespace
WHERE p.prokind <> 'a' AND NOT {}
  -- A range type brings its constructors.
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
    WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid
      AND d.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass AND d.deptype = 'i'))",
      user_schemas,
      has_sql_bodies ? "COALESCE(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc)" : "p.prosrc",
      belongs_to_extension("pg_proc", "p.oid")));
  for (const auto& row : found.values) {
    // Only overloaded names need their arguments to be told apart.
    const bool overloaded = cell_text(row[3]) != "1";
    m.routines[cell_text(row[0]) + (overloaded ? "(" + cell_text(row[1]) + ")" : "")] =
        cell_text(row[2]);
    m.overloads[cell_text(row[0])].insert(cell_text(row[1]));
    // A call does not tell which one it means: the least constant counts.
    const std::string declared = cell_text(row[4]);
    auto& held =
        m.volatilities.try_emplace(cell_text(row[0]), schema::volatility::constant).first->second;
    held = std::max(held, declared == "i"   ? schema::volatility::constant
                          : declared == "s" ? schema::volatility::stable
                                            : schema::volatility::changing);
  }
}

void read_types(session& db, schema::model& m) {
  const rows labels = db.query(fmt::format(
      R"({}SELECT ns.prefix || t.typname, e.enumlabel
FROM pg_catalog.pg_type t JOIN ns ON ns.oid = t.typnamespace
JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid WHERE NOT {}
ORDER BY t.oid, e.enumsortorder)",
      user_schemas, belongs_to_extension("pg_type", "t.oid")));
  for (const auto& row : labels.values) m.enums[cell_text(row[0])].push_back(cell_text(row[1]));
  const rows domains = db.query(fmt::format(
      R"({}SELECT ns.prefix || t.typname, pg_catalog.format_type(t.typbasetype, t.typtypmod),
       t.typnotnull, t.typdefault IS NOT NULL
FROM pg_catalog.pg_type t JOIN ns ON ns.oid = t.typnamespace
WHERE t.typtype = 'd' AND NOT {})",
      user_schemas, belongs_to_extension("pg_type", "t.oid")));
  for (const auto& row : domains.values)
    m.domains[cell_text(row[0])] = {cell_text(row[1]), !cell_true(row[2]), cell_true(row[3]), {}};
  const rows checks = db.query(fmt::format(
      R"({}SELECT ns.prefix || t.typname, k.conname, k.convalidated
FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_type t ON t.oid = k.contypid
JOIN ns ON ns.oid = t.typnamespace WHERE k.contype = 'c')",
      user_schemas));
  for (const auto& row : checks.values) {
    const auto held = m.domains.find(cell_text(row[0]));
    if (held != m.domains.end()) held->second.checks[cell_text(row[1])] = cell_true(row[2]);
  }
  const rows sequences = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, pg_catalog.format_type(s.seqtypid, NULL), s.seqstart,
       s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
WHERE c.relkind = 'S' AND NOT {} AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid
    AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0))",
      user_schemas, belongs_to_extension("pg_class", "c.oid")));
  for (const auto& row : sequences.values)
    m.sequences[cell_text(row[0])] = {cell_text(row[1]), cell_text(row[2]), cell_text(row[3]),
                                      cell_text(row[4]), cell_text(row[5]), cell_text(row[6]),
                                      cell_true(row[7])};
}

void read_programs(session& db, schema::model& m) {
  read_views(db, m);
  read_view_needs(db, m);
  read_triggers(db, m);
}

}  // namespace sluice::postgres
