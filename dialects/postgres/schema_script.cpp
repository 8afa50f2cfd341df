#include "dialects/cells.hpp"
#include "dialects/postgres/catalog.hpp"
#include "dialects/postgres/object_graph.hpp"
#include "dialects/postgres/scope.hpp"

#include <fmt/format.h>

/// A small dump of our own. Every object becomes a node; pg_depend says which nodes must come
/// before which; among those that may come next, the kind and then the age decide, so that equal
/// schemas give equal scripts.
namespace sluice::postgres {
namespace {

class script_writer {
 public:
  explicit script_writer(session& db) : db_(db) {}

  std::vector<std::string> take() {
    refuse_what_cannot_be_copied();
    write_beginning();
    if (db_.server().major >= 12) {
      add_collations();
    }
    add_types();
    add_composites();
    add_sequences();
    add_routines();
    add_aggregates();
    add_tables();
    add_constraints();
    add_indexes();
    add_views();
    add_triggers_and_rules();
    add_policies();
    map_inner_objects();
    read_dependencies();
    const auto objects = objects_.sorted();
    script_.insert(script_.end(), objects.begin(), objects.end());
    write_owned_sequences();
    return std::move(script_);
  }

 private:
  rows ask(const std::string& select) { return db_.query(user_schemas + select); }

  static std::string id(std::string_view catalog, const value& oid) {
    return object_graph::id(catalog, oid);
  }

  /// Adds a node for each row (oid, ddl).
  void add_all(const std::string& catalog, rank order, const std::string& select) {
    for (const auto& row : ask(select).values) {
      objects_.add(catalog, order, row[0], cell_text(row[1]));
    }
  }

  void refuse_what_cannot_be_copied() {
    const auto own = [](const std::string& catalog, const std::string& alias) {
      return "NOT " + belongs_to_extension(catalog, alias + ".oid");
    };
    const rows found = ask(fmt::format(
        R"(SELECT kind || ' ' || name FROM (
SELECT 'foreign table' AS kind, c.relname AS name FROM pg_catalog.pg_class c
  JOIN ns ON ns.oid = c.relnamespace WHERE c.relkind = 'f' AND {}
UNION ALL SELECT 'base type', t.typname FROM pg_catalog.pg_type t JOIN ns ON ns.oid = t.typnamespace
  WHERE t.typtype = 'b' AND t.typelem = 0 AND {}
UNION ALL SELECT 'operator', o.oprname FROM pg_catalog.pg_operator o
  JOIN ns ON ns.oid = o.oprnamespace WHERE {}
UNION ALL SELECT 'operator class', o.opcname FROM pg_catalog.pg_opclass o
  JOIN ns ON ns.oid = o.opcnamespace WHERE {}
UNION ALL SELECT 'text search configuration', o.cfgname FROM pg_catalog.pg_ts_config o
  JOIN ns ON ns.oid = o.cfgnamespace WHERE {}
UNION ALL SELECT 'aggregate with ordered arguments', a.aggfnoid::pg_catalog.text
  FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid
  JOIN ns ON ns.oid = p.pronamespace WHERE a.aggkind <> 'n' AND {}
UNION ALL SELECT 'cast from', pg_catalog.format_type(k.castsource, NULL) FROM pg_catalog.pg_cast k
  WHERE k.oid >= 16384 AND {}) AS unsupported ORDER BY 1)",
        own("pg_class", "c"), own("pg_type", "t"), own("pg_operator", "o"), own("pg_opclass", "o"),
        own("pg_ts_config", "o"), own("pg_proc", "p"), own("pg_cast", "k")));
    if (!found.empty()) {
      std::string names;
      for (const auto& row : found.values) {
        names += (names.empty() ? "" : ", ") + cell_text(row[0]);
      }
      throw text::database_error(text::failure::other, "0A000",
                                 "the schema holds what Sluice cannot copy: " + names);
    }
  }

  void write_beginning() {
    // The dump's names are written for this search_path; bodies may name what comes later.
    const rows path =
        db_.query("SELECT pg_catalog.quote_literal(pg_catalog.current_setting('search_path'))");
    script_.push_back("SELECT pg_catalog.set_config('search_path', " +
                      cell_text(path.values.at(0).at(0)) + ", false)");
    script_.push_back("SET check_function_bodies = off");
    for (const auto& row :
         ask("SELECT 'CREATE SCHEMA IF NOT EXISTS ' || pg_catalog.quote_ident(nspname) FROM ns"
             " ORDER BY oid")
             .values) {
      script_.push_back(cell_text(row[0]));
    }
    for (const auto& row :
         db_.query("SELECT pg_catalog.format('CREATE EXTENSION IF NOT EXISTS %I WITH SCHEMA %I',"
                   " e.extname, n.nspname) FROM pg_catalog.pg_extension e"
                   " JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace"
                   " WHERE e.extname <> 'plpgsql' ORDER BY e.oid")
             .values) {
      script_.push_back(cell_text(row[0]));
    }
  }

  void add_collations() {
    const int major = db_.server().major;
    const char* locale = major >= 17   ? "o.colllocale"
                         : major >= 15 ? "COALESCE(o.colliculocale, o.collcollate)"
                                       : "o.collcollate";
    add_all("pg_collation", rank::collation,
            fmt::format(
                R"(SELECT o.oid, pg_catalog.format(
  'CREATE COLLATION %I.%I (provider = %s, locale = %L, deterministic = %s)', ns.nspname, o.collname,
  CASE o.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END,
  COALESCE({}, o.collcollate), o.collisdeterministic)
FROM pg_catalog.pg_collation o JOIN ns ON ns.oid = o.collnamespace WHERE NOT {})",
                locale, belongs_to_extension("pg_collation", "o.oid")));
  }

  void add_types() {
    add_all("pg_type", rank::type,
            fmt::format(
                R"(SELECT t.oid, CASE t.typtype
  WHEN 'e' THEN pg_catalog.format('CREATE TYPE %I.%I AS ENUM (%s)', ns.nspname, t.typname,
    (SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY
     e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))
  WHEN 'r' THEN pg_catalog.format('CREATE TYPE %I.%I AS RANGE (SUBTYPE = %s%s)', ns.nspname,
    t.typname, (SELECT pg_catalog.format_type(r.rngsubtype, NULL) FROM pg_catalog.pg_range r
    WHERE r.rngtypid = t.oid), (SELECT ', SUBTYPE_DIFF = ' || r.rngsubdiff::pg_catalog.text FROM
    pg_catalog.pg_range r WHERE r.rngtypid = t.oid AND r.rngsubdiff <> 0))
  ELSE pg_catalog.format('CREATE DOMAIN %I.%I AS %s', ns.nspname, t.typname,
      pg_catalog.format_type(t.typbasetype, t.typtypmod))
    || CASE WHEN t.typcollation <> b.typcollation THEN (SELECT pg_catalog.format(' COLLATE %I.%I',
      cn.nspname, co.collname) FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn
      ON cn.oid = co.collnamespace WHERE co.oid = t.typcollation) ELSE '' END
    || COALESCE(' DEFAULT ' || pg_catalog.pg_get_expr(t.typdefaultbin, 0), '')
    || CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END
    || COALESCE((SELECT pg_catalog.string_agg(pg_catalog.format(' CONSTRAINT %I %s', k.conname,
      pg_catalog.pg_get_constraintdef(k.oid)), '' ORDER BY k.conname) FROM
      pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'), '') END
FROM pg_catalog.pg_type t JOIN ns ON ns.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
WHERE t.typtype IN ('e', 'd', 'r') AND NOT {})",
                belongs_to_extension("pg_type", "t.oid")));
  }

  void add_composites() {
    add_all(
        "pg_class", rank::type,
        fmt::format(
            R"(SELECT c.oid, pg_catalog.format('CREATE TYPE %I.%I AS (%s)', ns.nspname, c.relname,
  (SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname) || ' ' ||
     pg_catalog.format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
   FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped))
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace WHERE c.relkind = 'c' AND NOT {})",
            belongs_to_extension("pg_class", "c.oid")));
  }

  void add_sequences() {
    add_all(
        "pg_class", rank::sequence,
        fmt::format(
            R"(SELECT c.oid, pg_catalog.format('CREATE SEQUENCE %I.%I AS %s INCREMENT BY %s MINVALUE %s'
  ' MAXVALUE %s START WITH %s CACHE %s%s', ns.nspname, c.relname,
  pg_catalog.format_type(s.seqtypid, NULL), s.seqincrement, s.seqmin, s.seqmax, s.seqstart,
  s.seqcache, CASE WHEN s.seqcycle THEN ' CYCLE' ELSE '' END)
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
WHERE NOT {} AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d WHERE d.objid = c.oid
  AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'i'))",
            belongs_to_extension("pg_class", "c.oid")));
  }

  void add_routines() {
    add_all(
        "pg_proc", rank::routine,
        fmt::format("SELECT p.oid, pg_catalog.pg_get_functiondef(p.oid) FROM pg_catalog.pg_proc p"
                    " JOIN ns ON ns.oid = p.pronamespace WHERE p.prokind <> 'a' AND NOT {}",
                    belongs_to_extension("pg_proc", "p.oid")));
  }

  void add_aggregates() {
    add_all(
        "pg_proc", rank::routine,
        fmt::format(
            R"(SELECT p.oid, pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s%s%s)',
  ns.nspname, p.proname, CASE WHEN p.pronargs = 0 THEN '*' ELSE
  pg_catalog.pg_get_function_identity_arguments(p.oid) END, a.aggtransfn,
  pg_catalog.format_type(a.aggtranstype, NULL),
  CASE WHEN a.aggfinalfn <> 0 THEN ', FINALFUNC = ' || a.aggfinalfn::pg_catalog.text ELSE '' END,
  COALESCE(', INITCOND = ' || pg_catalog.quote_literal(a.agginitval), ''))
FROM pg_catalog.pg_aggregate a JOIN pg_catalog.pg_proc p ON p.oid = a.aggfnoid
JOIN ns ON ns.oid = p.pronamespace WHERE NOT {})",
            belongs_to_extension("pg_proc", "p.oid")));
  }

  void add_tables() {
    const rows found = ask(fmt::format(
        R"(SELECT c.oid, pg_catalog.format('CREATE TABLE %I.%I (', ns.nspname, c.relname),
  pg_catalog.quote_ident(a.attname) || ' ' || pg_catalog.format_type(a.atttypid, a.atttypmod)
  || CASE WHEN a.attcollation <> t.typcollation THEN (SELECT pg_catalog.format(' COLLATE %I.%I',
    cn.nspname, co.collname) FROM pg_catalog.pg_collation co JOIN pg_catalog.pg_namespace cn
    ON cn.oid = co.collnamespace WHERE co.oid = a.attcollation) ELSE '' END
  || CASE WHEN a.attgenerated = 's' THEN ' GENERATED ALWAYS AS (' ||
            pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ') STORED'
          WHEN a.attgenerated = 'v' THEN ' GENERATED ALWAYS AS (' ||
            pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ') VIRTUAL'
          WHEN a.attidentity <> '' AND NOT c.relispartition THEN ' GENERATED ' ||
            CASE a.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END || ' AS IDENTITY'
            || COALESCE((SELECT pg_catalog.format(' (SEQUENCE NAME %I.%I)', sn.nspname, s.relname)
               FROM pg_catalog.pg_depend x JOIN pg_catalog.pg_class s ON s.oid = x.objid
               JOIN pg_catalog.pg_namespace sn ON sn.oid = s.relnamespace
               WHERE x.refobjid = c.oid AND x.refobjsubid = a.attnum AND x.deptype = 'i'
               AND x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND s.relkind = 'S'), '')
          ELSE COALESCE(' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '') END
  || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
  CASE WHEN c.relkind = 'p' THEN ' PARTITION BY ' || pg_catalog.pg_get_partkeydef(c.oid) ELSE '' END
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p') AND NOT {} ORDER BY c.oid, a.attnum)",
        belongs_to_extension("pg_class", "c.oid")));
    for (std::size_t at = 0; at < found.size();) {
      const auto& first = found.values[at];
      std::string ddl = cell_text(first[1]);
      for (bool more = false; at < found.size() && found.values[at][0] == first[0]; ++at) {
        if (found.values[at][2]) {
          ddl += (more ? ", " : "") + *found.values[at][2];
          more = true;
        }
      }
      objects_.add("pg_class", rank::table, first[0], ddl + ")" + cell_text(first[3]));
    }
    // Attached while still bare, so that what is added to the parent later reaches its children.
    for (const auto& row : ask(R"(SELECT c.oid, CASE WHEN c.relispartition
  THEN pg_catalog.format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I ', pn.nspname, p.relname,
    ns.nspname, c.relname) || pg_catalog.pg_get_expr(c.relpartbound, c.oid)
  ELSE pg_catalog.format('ALTER TABLE %I.%I INHERIT %I.%I', ns.nspname, c.relname, pn.nspname,
    p.relname) END
FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
JOIN ns ON ns.oid = c.relnamespace JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace
WHERE c.relkind IN ('r', 'p') ORDER BY i.inhrelid, i.inhseqno)")
                               .values) {
      objects_.extend(id("pg_class", row[0]), cell_text(row[1]));
    }
  }

  void add_constraints() {
    for (
        const auto& row :
        ask(fmt::format(
                R"(SELECT k.oid, k.contype, pg_catalog.format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s',
  ns.nspname, c.relname, k.conname, pg_catalog.pg_get_constraintdef(k.oid)), k.conindid
FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN ns ON ns.oid = c.relnamespace
WHERE k.contype IN ('p', 'u', 'x', 'c', 'f') AND k.conparentid = 0 AND k.coninhcount = 0
  AND c.relkind IN ('r', 'p') AND NOT {})",
                belongs_to_extension("pg_class", "c.oid")))
            .values) {
      const std::string kind = cell_text(row[1]);
      objects_.add("pg_constraint",
                   kind == "c"   ? rank::check
                   : kind == "f" ? rank::reference
                                 : rank::key,
                   row[0], cell_text(row[2]));
      if (kind != "c" && kind != "f") {
        objects_.add_part(id("pg_class", row[3]), id("pg_constraint", row[0]));
      }
    }
  }

  void add_indexes() {
    // The definition for a partitioned table says ON ONLY; without it the partitions get theirs
    // too.
    add_all("pg_class", rank::index,
            fmt::format(
                R"(SELECT i.indexrelid, start.text || pg_catalog.regexp_replace(pg_catalog.substr(
  pg_catalog.pg_get_indexdef(i.indexrelid), pg_catalog.length(start.text) + 1), '^ONLY ', '')
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN ns ON ns.oid = c.relnamespace JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
CROSS JOIN LATERAL (SELECT 'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END
  || 'INDEX ' || pg_catalog.quote_ident(ic.relname) || ' ON ') AS start (text)
WHERE c.relkind IN ('r', 'p', 'm') AND NOT {}
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits h WHERE h.inhrelid = i.indexrelid)
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.conindid = i.indexrelid
    AND k.contype IN ('p', 'u', 'x')))",
                belongs_to_extension("pg_class", "c.oid")));
    add_all("pg_statistic_ext", rank::late,
            "SELECT s.oid, pg_catalog.pg_get_statisticsobjdef(s.oid)"
            " FROM pg_catalog.pg_statistic_ext s JOIN ns ON ns.oid = s.stxnamespace");
  }

  void add_views() {
    add_all("pg_class", rank::view,
            fmt::format(
                R"(SELECT c.oid, pg_catalog.format('CREATE %s %I.%I%s AS %s%s',
  CASE c.relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END, ns.nspname, c.relname,
  CASE WHEN c.relkind = 'v' THEN COALESCE(' WITH (' || pg_catalog.array_to_string(c.reloptions, ', ')
    || ')', '') ELSE '' END,
  pg_catalog.rtrim(pg_catalog.pg_get_viewdef(c.oid), ';'),
  CASE c.relkind WHEN 'm' THEN ' WITH NO DATA' ELSE '' END)
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND NOT {})",
                belongs_to_extension("pg_class", "c.oid")));
    // A default of a view's column (ALTER VIEW ... SET DEFAULT) decides what an INSERT may leave
    // out.
    add_all("pg_attrdef", rank::late,
            R"(SELECT d.oid, pg_catalog.format('ALTER VIEW %I.%I ALTER COLUMN %I SET DEFAULT %s',
  ns.nspname, c.relname, a.attname, pg_catalog.pg_get_expr(d.adbin, d.adrelid))
FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_class c ON c.oid = d.adrelid AND c.relkind = 'v'
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
JOIN ns ON ns.oid = c.relnamespace)");
  }

  void add_triggers_and_rules() {
    const char* parentless = db_.server().major >= 13 ? "t.tgparentid = 0" : "true";
    for (
        const auto& row :
        ask(fmt::format(
                R"(SELECT t.oid, pg_catalog.pg_get_triggerdef(t.oid), CASE t.tgenabled WHEN 'O' THEN NULL
  ELSE pg_catalog.format('ALTER TABLE %I.%I %s TRIGGER %I', ns.nspname, c.relname,
    CASE t.tgenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END,
    t.tgname) END
FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
JOIN ns ON ns.oid = c.relnamespace WHERE NOT t.tgisinternal AND {} AND NOT {})",
                parentless, belongs_to_extension("pg_class", "c.oid")))
            .values) {
      objects_.add("pg_trigger", rank::late, row[0], cell_text(row[1]));
      if (row[2]) {
        objects_.extend(id("pg_trigger", row[0]), *row[2]);
      }
    }
    add_all("pg_rewrite", rank::late,
            fmt::format("SELECT r.oid, pg_catalog.rtrim(pg_catalog.pg_get_ruledef(r.oid), ';')"
                        " FROM pg_catalog.pg_rewrite r JOIN pg_catalog.pg_class c"
                        " ON c.oid = r.ev_class JOIN ns ON ns.oid = c.relnamespace"
                        " WHERE r.rulename <> '_RETURN' AND NOT {}",
                        belongs_to_extension("pg_class", "c.oid")));
  }

  /// Policies hold on to columns: DROP COLUMN is refused while one names it. Their roles may be
  /// missing here and do not matter.
  void add_policies() {
    add_all("pg_policy", rank::late,
            R"(SELECT p.oid, pg_catalog.format('CREATE POLICY %I ON %I.%I FOR %s', p.polname,
  ns.nspname, c.relname, CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT'
  WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END)
  || COALESCE(' USING (' || pg_catalog.pg_get_expr(p.polqual, p.polrelid) || ')', '')
  || COALESCE(' WITH CHECK (' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
JOIN ns ON ns.oid = c.relnamespace)");
    for (const auto& row : ask(R"(SELECT c.oid, pg_catalog.format('ALTER TABLE %I.%I ', ns.nspname,
    c.relname) || pg_catalog.concat_ws(', ', CASE WHEN c.relrowsecurity
    THEN 'ENABLE ROW LEVEL SECURITY' END, CASE WHEN c.relforcerowsecurity
    THEN 'FORCE ROW LEVEL SECURITY' END)
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND (c.relrowsecurity OR c.relforcerowsecurity))")
                               .values) {
      objects_.extend(id("pg_class", row[0]), cell_text(row[1]));
    }
  }

  /// pg_depend also speaks of parts: defaults, row types, the rule behind a view.
  void map_inner_objects() {
    for (const auto& row : ask("SELECT d.oid, d.adrelid FROM pg_catalog.pg_attrdef d"
                               " JOIN pg_catalog.pg_class c ON c.oid = d.adrelid"
                               " AND c.relkind <> 'v' JOIN ns ON ns.oid = c.relnamespace")
                               .values) {
      objects_.add_part(id("pg_attrdef", row[0]), id("pg_class", row[1]));
    }
    for (const auto& row : ask("SELECT r.oid, r.ev_class FROM pg_catalog.pg_rewrite r"
                               " JOIN pg_catalog.pg_class c ON c.oid = r.ev_class"
                               " JOIN ns ON ns.oid = c.relnamespace WHERE r.rulename = '_RETURN'")
                               .values) {
      objects_.add_part(id("pg_rewrite", row[0]), id("pg_class", row[1]));
    }
    for (const auto& row : ask("SELECT t.oid, t.typrelid, t.typelem FROM pg_catalog.pg_type t"
                               " JOIN ns ON ns.oid = t.typnamespace"
                               " WHERE t.typrelid <> 0 OR t.typelem <> 0")
                               .values) {
      objects_.add_part(id("pg_type", row[0]),
                        cell_text(row[1]) != "0" ? id("pg_class", row[1]) : id("pg_type", row[2]));
    }
  }

  void read_dependencies() {
    // A sequence that a table owns is needed by it, not the other way round.
    const rows found = db_.query(
        "SELECT d.classid::pg_catalog.regclass::pg_catalog.text, d.objid,"
        " d.refclassid::pg_catalog.regclass::pg_catalog.text, d.refobjid FROM pg_catalog.pg_depend "
        "d"
        " LEFT JOIN pg_catalog.pg_class c ON c.oid = d.objid"
        " AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass"
        " WHERE d.deptype <> 'e' AND d.objid >= 16384 AND d.refobjid >= 16384"
        " AND COALESCE(c.relkind, ' ') <> 'S'");
    for (const auto& row : found.values) {
      objects_.add_dependency(id(cell_text(row[0]), row[1]), id(cell_text(row[2]), row[3]));
    }
  }

  void write_owned_sequences() {
    for (
        const auto& row :
        ask(R"(SELECT pg_catalog.format('ALTER SEQUENCE %I.%I OWNED BY %I.%I.%I', ns.nspname, s.relname,
  tn.nspname, t.relname, a.attname)
FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
JOIN ns ON ns.oid = s.relnamespace JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE d.deptype = 'a' AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
  AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass ORDER BY s.oid)")
            .values) {
      script_.push_back(cell_text(row[0]));
    }
  }

  session& db_;
  std::vector<std::string> script_;
  object_graph objects_;
};

}  // namespace

std::vector<std::string> schema_script(session& db) {
  return script_writer(db).take();
}

}  // namespace sluice::postgres
