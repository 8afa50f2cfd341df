#include "dialects/cells.hpp"
#include "dialects/postgres/catalog.hpp"
#include "dialects/postgres/scope.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::postgres {
namespace {

using schema::definition;

/// Each query gives kind, table, name and then pairs of a fact's name and its value; a fact that is
/// NULL is absent.
class reader {
 public:
  explicit reader(session& db) : db_(db) {}

  schema::definitions take() {
    read_tables();
    read_columns();
    read_constraints();
    read_indexes();
    read_triggers();
    read_programs();
    read_types();
    read_access_rules();
    schema::sort_definitions(all_);
    return std::move(all_);
  }

 private:
  void add(const std::string& select) {
    const rows found = db_.query(user_schemas + select);
    for (const auto& row : found.values) {
      definition d{cell_text(row[0]), cell_text(row[1]), cell_text(row[2]), {}};
      for (std::size_t i = 3; i < row.size(); ++i) {
        if (row[i]) {
          d.facts[found.columns[i]] = *row[i];
        }
      }
      all_.push_back(std::move(d));
    }
  }

  /// Children that are dropped take their rows with them, as a DELETE does; those that merely leave
  /// change what a query sees.
  void read_tables() {
    add(R"(SELECT 'table', '', ns.prefix || c.relname,
  pg_catalog.concat_ws(' ', c.relkind, c.relpersistence, c.reloptions::pg_catalog.text,
    pg_catalog.pg_get_partkeydef(c.oid), pg_catalog.pg_get_expr(c.relpartbound, c.oid))
    AS "options",
  NULLIF(pg_catalog.concat_ws(' ', CASE WHEN c.relrowsecurity THEN 'row security' END,
    CASE WHEN c.relforcerowsecurity THEN 'forced' END), '') AS "rows",
  (SELECT pg_catalog.string_agg(ins.prefix || p.relname, E'\n' ORDER BY ins.prefix || p.relname)
   FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
   JOIN ns ins ON ins.oid = p.relnamespace WHERE i.inhrelid = c.oid) AS "parents"
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f'))");
  }

  void read_columns() {
    add(R"(SELECT 'column', ns.prefix || c.relname, a.attname,
  pg_catalog.format_type(a.atttypid, a.atttypmod) AS "type",
  (SELECT cn.nspname || '.' || co.collname FROM pg_catalog.pg_collation co
   JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation)
    AS "collation",
  CASE WHEN a.attnotnull THEN 'yes' END AS "not null",
  CASE WHEN a.attgenerated = '' AND pg_catalog.pg_get_expr(d.adbin, d.adrelid) !~* '^NULL(::.*)?$'
    THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS "default",
  CASE WHEN a.attgenerated <> '' THEN
    pg_catalog.concat_ws(' ', a.attgenerated, pg_catalog.pg_get_expr(d.adbin, d.adrelid)) END AS "generated",
  CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS "identity",
  pg_catalog.lpad(a.attnum::pg_catalog.text, 5, '0') AS "place"
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm'))");
  }

  void read_constraints() {
    add(R"(SELECT CASE k.contype WHEN 'c' THEN 'check' ELSE 'foreign key' END,
  ns.prefix || c.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid) AS "definition",
  (SELECT pg_catalog.string_agg(a.attname, E'\n' ORDER BY u.place)
   FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, place)
   JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum) AS "columns",
  CASE WHEN NOT k.convalidated THEN 'yes' END AS "not valid",
  (SELECT pns.prefix || p.relname FROM pg_catalog.pg_class p
   JOIN ns pns ON pns.oid = p.relnamespace WHERE p.oid = k.confrelid) AS "parent",
  (SELECT pg_catalog.string_agg(a.attname, E'\n' ORDER BY u.place)
   FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY AS u (attnum, place)
   JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum)
    AS "parent columns",
  CASE k.confdeltype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
    WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS "on delete",
  CASE k.confupdtype WHEN 'a' THEN 'no action' WHEN 'r' THEN 'restrict' WHEN 'c' THEN 'cascade'
    WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default' END AS "on update"
FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN ns ON ns.oid = c.relnamespace WHERE k.contype IN ('c', 'f'))");
  }

  /// A key is the same whether a constraint or an index keeps it.
  void read_indexes() {
    const char* nulls = db_.server().major >= 15
                            ? "CASE WHEN NOT i.indnullsnotdistinct THEN 'apart' END"
                            : "'apart'";
    add(fmt::format(R"(SELECT CASE WHEN i.indisunique OR i.indisexclusion THEN 'unique'
    ELSE 'index' END, ns.prefix || c.relname, ic.relname,
  pg_catalog.concat_ws(' ', pg_catalog.substr(pg_catalog.pg_get_indexdef(i.indexrelid),
      pg_catalog.strpos(pg_catalog.pg_get_indexdef(i.indexrelid), ' USING ') + 1),
    CASE WHEN i.indisexclusion THEN (SELECT pg_catalog.pg_get_constraintdef(k.oid)
      FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype = 'x') END,
    CASE WHEN NOT i.indimmediate THEN 'DEFERRABLE' END) AS "key",
  (SELECT pg_catalog.string_agg(a.attname, E'\n' ORDER BY u.place)
   FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS u (attnum, place)
   JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum
   WHERE u.place <= i.indnkeyatts) AS "columns",
  {} AS "null rows",
  pg_catalog.concat_ws(' ', pg_catalog.pg_get_expr(i.indexprs, i.indrelid),
    pg_catalog.pg_get_expr(i.indpred, i.indrelid)) AS "expression"
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN ns ON ns.oid = c.relnamespace JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid)",
                    nulls));
    for (auto& d : all_) {
      if (d.fact("expression").empty()) {
        d.facts.erase("expression");
      }
    }
  }

  void read_triggers() {
    add(R"(SELECT 'trigger', ns.prefix || c.relname, t.tgname,
  pg_catalog.concat_ws(E'\n', CASE WHEN (t.tgtype & 4) <> 0 THEN 'insert' END,
    CASE WHEN (t.tgtype & 8) <> 0 THEN 'delete' END,
    CASE WHEN (t.tgtype & 16) <> 0 THEN 'update' END) AS "events",
  CASE WHEN (t.tgtype & 66) = 2 THEN 'before' ELSE 'after' END AS "timing",
  CASE WHEN (t.tgtype & 1) = 0 THEN 'yes' END AS "by statement",
  CASE WHEN t.tgqual IS NOT NULL THEN pg_catalog.pg_get_triggerdef(t.oid) END AS "condition",
  pg_catalog.substr(pg_catalog.pg_get_triggerdef(t.oid),
    pg_catalog.strpos(pg_catalog.pg_get_triggerdef(t.oid), t.tgname)
      + pg_catalog.length(t.tgname)) AS "definition",
  p.prosrc AS "body", l.lanname AS "language",
  CASE WHEN fns.oid IS NULL THEN 'pg_catalog.' ELSE fns.prefix END || p.proname AS "function"
FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN ns ON ns.oid = c.relnamespace JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
JOIN pg_catalog.pg_language l ON l.oid = p.prolang LEFT JOIN ns fns ON fns.oid = p.pronamespace
WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A'))");
  }

  void read_programs() {
    add(R"(SELECT 'view', '', ns.prefix || c.relname,
  pg_catalog.pg_get_viewdef(c.oid) || COALESCE(' WITH ' || c.reloptions::pg_catalog.text, '')
    AS "definition"
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace WHERE c.relkind IN ('v', 'm'))");
    add(fmt::format(R"(SELECT 'routine', '', ns.prefix || p.proname || '(' ||
    pg_catalog.pg_get_function_identity_arguments(p.oid) || ')',
  CASE WHEN p.prokind = 'a' THEN (SELECT pg_catalog.concat_ws(' ', a.aggtransfn::pg_catalog.text,
      pg_catalog.format_type(a.aggtranstype, NULL), a.aggfinalfn::pg_catalog.text, a.agginitval)
    FROM pg_catalog.pg_aggregate a WHERE a.aggfnoid = p.oid)
  ELSE pg_catalog.pg_get_functiondef(p.oid) END AS "definition",
  CASE WHEN p.prosrc <> '' THEN p.prosrc END AS "body"
FROM pg_catalog.pg_proc p JOIN ns ON ns.oid = p.pronamespace WHERE NOT {})",
                    belongs_to_extension("pg_proc", "p.oid")));
    add(R"(SELECT 'sequence', '', ns.prefix || c.relname,
  pg_catalog.concat_ws(' ', pg_catalog.format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin,
    s.seqmax, s.seqcycle) AS "definition"
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid)");
  }

  void read_types() {
    add(fmt::format(R"(SELECT 'type', '', ns.prefix || t.typname,
  (SELECT pg_catalog.string_agg(e.enumlabel, E'\n' ORDER BY e.enumsortorder)
   FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid) AS "labels",
  CASE t.typtype WHEN 'd' THEN pg_catalog.concat_ws(' ',
      pg_catalog.format_type(t.typbasetype, t.typtypmod), NULLIF(t.typcollation, 0)::pg_catalog.regcollation, t.typdefault,
      t.typnotnull,
      (SELECT pg_catalog.string_agg(pg_catalog.pg_get_constraintdef(k.oid), ' ' ORDER BY k.conname)
       FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid))
    WHEN 'c' THEN (SELECT pg_catalog.string_agg(a.attname || ' ' ||
      pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
      FROM pg_catalog.pg_attribute a WHERE a.attrelid = t.typrelid AND a.attnum > 0
      AND NOT a.attisdropped)
    ELSE t.typtype::pg_catalog.text END AS "definition"
FROM pg_catalog.pg_type t JOIN ns ON ns.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
WHERE t.typtype IN ('e', 'd', 'r', 'c') AND COALESCE(c.relkind, 'c') = 'c' AND NOT {})",
                    belongs_to_extension("pg_type", "t.oid")));
  }

  void read_access_rules() {
    add(R"(SELECT 'policy', ns.prefix || c.relname, p.polname,
  pg_catalog.concat_ws(' ', p.polcmd, p.polpermissive, pg_catalog.pg_get_expr(p.polqual, p.polrelid),
    pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)) AS "definition"
FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN ns ON ns.oid = c.relnamespace)");
    add(R"(SELECT 'rule', ns.prefix || c.relname, r.rulename,
  pg_catalog.pg_get_ruledef(r.oid) AS "definition"
FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c ON c.oid = r.ev_class
JOIN ns ON ns.oid = c.relnamespace WHERE r.rulename <> '_RETURN')");
  }

  session& db_;
  schema::definitions all_;
};

}  // namespace

schema::definitions read_definitions(session& db) {
  return reader(db).take();
}

}  // namespace sluice::postgres
