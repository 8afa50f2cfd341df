#include "dialects/postgres/catalog.hpp"

#include "dialects/cells.hpp"
#include "dialects/postgres/catalog_details.hpp"
#include "dialects/postgres/catalog_objects.hpp"
#include "dialects/postgres/scope.hpp"
#include "dialects/schema/folding.hpp"
#include "dialects/schema/volatility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace sluice::postgres {
namespace {

/// Advisory locks are per database; any fixed pair serves as long as nobody else uses it ("slui",
/// "ce").
constexpr const char* lock_keys = "1936487785, 25445";

void read_tables(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
       a.attnotnull OR (t.typtype = 'd' AND t.typnotnull),
       a.attgenerated = '' AND (pg_catalog.pg_get_expr(d.adbin, d.adrelid) !~* '^NULL(::.*)?$'
                                OR (t.typtype = 'd' AND t.typdefault IS NOT NULL)),
       a.attgenerated <> '', a.attgenerated = 's',
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' ELSE '' END,
       CASE WHEN a.attcollation <> t.typcollation THEN
         (SELECT co.collname FROM pg_catalog.pg_collation co WHERE co.oid = a.attcollation) END,
       CASE WHEN a.attgenerated = '' THEN
         COALESCE(pg_catalog.pg_get_expr(d.adbin, d.adrelid), t.typdefault) END
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
WHERE c.relkind IN ('r', 'p', 'f') AND NOT {}
ORDER BY c.oid, a.attnum)",
      user_schemas, belongs_to_extension("pg_class", "c.oid")));
  for (const auto& row : found.values) {
    auto& t = m.tables[cell_text(row[0])];
    t.name = cell_text(row[0]);
    if (!row[1]) {
      continue;  // a table without columns
    }
    schema::column c;
    c.name = cell_text(row[1]);
    c.type = cell_text(row[2]);
    c.nullable = !cell_true(row[3]);
    c.has_default = cell_true(row[4]);
    c.generated = cell_true(row[5]);
    c.stored = cell_true(row[6]);
    c.identity = cell_text(row[7]);
    c.generates_value = !c.identity.empty();
    c.collation = cell_text(row[8]);
    if (c.has_default)
      c.default_volatility = schema::volatility_of(cell_text(row[9]), m, dialect::postgres);
    t.columns.push_back(std::move(c));
  }
}

/// Partitions and children, with their parents in the order in which INHERITS names them.
void read_parents(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, c.relkind = 'p', c.relispartition,
       pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT',
       CASE WHEN pn.oid IS NULL THEN n.nspname || '.' ELSE pn.prefix END || p.relname,
       pg_catalog.regexp_replace(pg_catalog.pg_get_expr(c.relpartbound, c.oid), '^FOR VALUES ', '')
FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_inherits i ON i.inhrelid = c.oid
LEFT JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = p.relnamespace LEFT JOIN ns pn ON pn.oid = n.oid
WHERE c.relkind IN ('r', 'p', 'f') AND (c.relkind = 'p' OR p.oid IS NOT NULL)
ORDER BY c.oid, i.inhseqno)",
      user_schemas));
  for (const auto& row : found.values) {
    const auto held = m.tables.find(cell_text(row[0]));
    if (held == m.tables.end()) continue;
    schema::table& t = held->second;
    t.partitioned = cell_true(row[1]);
    t.is_default_partition = cell_true(row[3]);
    if (row[5] && !t.is_default_partition)
      t.partition_bound = schema::partition_bound(*row[5], dialect::postgres);
    if (cell_true(row[2])) {
      t.partition_of = cell_text(row[4]);
    } else if (row[4]) {
      t.inherits.push_back(*row[4]);
    }
  }
}

void read_partition_keys(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname,
       CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list' ELSE 'hash' END || ' (' ||
       (SELECT pg_catalog.string_agg(COALESCE(a.attname, '<expression>'), ', ' ORDER BY u.place)
        FROM pg_catalog.unnest(p.partattrs::int2[]) WITH ORDINALITY AS u (attnum, place)
        LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
          AND u.attnum <> 0) || ')'
FROM pg_catalog.pg_partitioned_table p JOIN pg_catalog.pg_class c ON c.oid = p.partrelid
JOIN ns ON ns.oid = c.relnamespace)",
      user_schemas));
  for (const auto& row : found.values) {
    const auto held = m.tables.find(cell_text(row[0]));
    if (held != m.tables.end()) held->second.partition_key = cell_text(row[1]);
  }
}

std::string referential_action(const std::string& code) {
  switch (code.empty() ? ' ' : code.front()) {
    case 'r':
      return "restrict";
    case 'c':
      return "cascade";
    case 'n':
      return "set null";
    case 'd':
      return "set default";
    default:
      return "no action";
  }
}

std::string constraint_kind(const std::string& contype) {
  switch (contype.empty() ? ' ' : contype.front()) {
    case 'p':
      return "primary key";
    case 'u':
      return "unique";
    case 'f':
      return "foreign key";
    case 'x':
      return "exclude";
    default:
      return "check";
  }
}

void read_constraints(session& db, schema::model& m) {
  // NOT NULL, which PostgreSQL 18 keeps as a constraint too, is told by the column.
  const rows found = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, k.conname, k.contype, k.convalidated, {}, a.attname,
       CASE WHEN rn.oid IS NULL THEN n.nspname || '.' ELSE rn.prefix END || r.relname,
       k.confdeltype, k.confupdtype, ra.attname,
       CASE k.contype WHEN 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END
FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
JOIN ns ON ns.oid = c.relnamespace
LEFT JOIN LATERAL pg_catalog.unnest(k.conkey) WITH ORDINALITY AS u (attnum, place) ON true
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
LEFT JOIN pg_catalog.pg_class r ON r.oid = k.confrelid AND k.contype = 'f'
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace LEFT JOIN ns rn ON rn.oid = n.oid
LEFT JOIN pg_catalog.pg_attribute ra ON ra.attrelid = r.oid AND ra.attnum = k.confkey[u.place]
WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')
  -- What refers to a partitioned table refers to each partition, too.
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint whole
                  WHERE whole.oid = k.conparentid AND whole.conrelid = k.conrelid)
ORDER BY c.oid, k.conname, CASE k.contype WHEN 'c' THEN a.attname END, u.place)",
      user_schemas, db.server().major >= 18 ? "k.conenforced" : "true"));
  for (const auto& row : found.values) {
    const auto table = m.tables.find(cell_text(row[0]));
    if (table == m.tables.end()) {
      continue;
    }
    auto& k = table->second.constraints[cell_text(row[1])];
    k.name = cell_text(row[1]);
    k.kind = constraint_kind(cell_text(row[2]));
    k.valid = cell_true(row[3]);
    k.enforced = cell_true(row[4]);
    k.condition.text = cell_text(row[10]);
    if (row[6]) {
      k.references = cell_text(row[6]);
      k.on_delete = referential_action(cell_text(row[7]));
      k.on_update = referential_action(cell_text(row[8]));
      if (row[9]) k.referenced_columns.push_back(*row[9]);
    }
    if (row[5]) {
      k.columns.push_back(*row[5]);
      if (k.kind == "primary key") {
        table->second.primary_key.push_back(*row[5]);
      }
    }
  }
}

/// What is not as usual about a column of an index, from the cells 10 to 13 of its row.
std::string read_order(const std::vector<value>& row) {
  std::string order;
  const auto say = [&](const std::string& word) { order += (order.empty() ? "" : " ") + word; };
  if (row[11]) say("collate " + *row[11]);
  if (row[10]) say(*row[10]);
  const bool descending = cell_text(row[12]) == "1";
  const bool nulls_first = cell_text(row[13]) == "2";
  if (descending) say("desc");
  if (descending != nulls_first) say(nulls_first ? "nulls first" : "nulls last");
  return order;
}

/// The index of a primary key or an exclusion is told by its constraint.
void read_indexes(session& db, schema::model& m) {
  const rows found = db.query(fmt::format(
      R"({}SELECT ns.prefix || c.relname, ic.relname, i.indisunique, i.indpred IS NOT NULL,
       i.indisvalid, a.attname,
       (SELECT ia.attname FROM pg_catalog.pg_attribute ia
        WHERE ia.attrelid = ic.oid AND ia.attnum = u.place),
       u.place > i.indnkeyatts, CASE WHEN am.amname <> 'btree' THEN am.amname END, {},
       (SELECT oc.opcname FROM pg_catalog.pg_opclass oc
        WHERE oc.oid = i.indclass[u.place::int - 1] AND NOT oc.opcdefault),
       (SELECT co.collname FROM pg_catalog.pg_collation co
        WHERE co.oid = i.indcollation[u.place::int - 1]
          AND co.oid <> COALESCE(a.attcollation, 100::pg_catalog.oid)),
       i.indoption[u.place::int - 1] & 1, i.indoption[u.place::int - 1] & 2,
       pg_catalog.obj_description(ic.oid, 'pg_class')
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
JOIN ns ON ns.oid = c.relnamespace JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
JOIN pg_catalog.pg_am am ON am.oid = ic.relam
CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS u (attnum, place)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum AND u.attnum <> 0
WHERE NOT i.indisprimary AND NOT i.indisexclusion
ORDER BY c.oid, ic.relname, u.place)",
      user_schemas, db.server().major >= 15 ? "NOT i.indnullsnotdistinct" : "true"));
  for (const auto& row : found.values) {
    const auto table = m.tables.find(cell_text(row[0]));
    if (table == m.tables.end()) {
      continue;  // of a materialized view
    }
    auto& i = table->second.indexes[cell_text(row[1])];
    i.name = cell_text(row[1]);
    i.unique = cell_true(row[2]);
    i.partial = cell_true(row[3]);
    i.valid = cell_true(row[4]);
    i.method = cell_text(row[8]);
    i.nulls_distinct = cell_true(row[9]);
    i.comment = cell_text(row[14]);
    i.named.names.push_back(cell_text(row[6]));
    if (cell_true(row[7])) {
      i.included.push_back(cell_text(row[5]));
      continue;
    }
    i.columns.push_back(cell_text(row[5]));
    if (std::string order = read_order(row); !order.empty()) {
      i.orders.resize(i.columns.size());
      i.orders.back() = std::move(order);
    }
  }
}

/// The quoted name of a table that the model names, empty when there is none.
std::string quoted(session& db, const std::string& table) {
  const rows found = db.query(
      std::string(user_schemas) +
          "SELECT pg_catalog.quote_ident(ns.nspname) || '.' || pg_catalog.quote_ident(c.relname)"
          " FROM pg_catalog.pg_class c JOIN ns ON ns.oid = c.relnamespace"
          " WHERE ns.prefix || c.relname = ? AND c.relkind IN ('r', 'p', 'f', 'm')",
      {table});
  return found.empty() ? std::string() : cell_text(found.values[0][0]);
}

std::string quoted_or_throw(session& db, const std::string& table) {
  std::string name = quoted(db, table);
  if (name.empty()) {
    throw text::database_error(text::failure::missing, "42P01",
                               "table \"" + table + "\" does not exist");
  }
  return name;
}

/// An expression over pg_type t; domains count as what they are made of.
constexpr const char* type_class =
    "(WITH RECURSIVE base (oid) AS (SELECT t.oid UNION ALL SELECT d.typbasetype FROM base"
    " JOIN pg_catalog.pg_type d ON d.oid = base.oid WHERE d.typtype = 'd')"
    " SELECT b.typname FROM base JOIN pg_catalog.pg_type b ON b.oid = base.oid"
    " WHERE b.typtype <> 'd')";

key_type type_of(const std::string& name) {
  const auto is_one_of = [&](std::initializer_list<const char*> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (is_one_of({"int2", "int4", "int8"})) {
    return key_type::integer;
  }
  if (is_one_of({"text", "varchar", "bpchar", "citext", "name"})) {
    return key_type::text;
  }
  return name == "bytea" ? key_type::binary : key_type::other;
}

bool is_pid(const std::string& id) {
  return !id.empty() && id.size() < 10 && id.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

schema::model read_model(session& db) {
  schema::model m;
  read_routines(db, m);  // defaults call them
  read_tables(db, m);
  read_parents(db, m);
  read_partition_keys(db, m);
  read_constraints(db, m);
  read_indexes(db, m);
  read_programs(db, m);
  read_types(db, m);
  read_policies(db, m);
  read_comments(db, m);
  read_grants(db, m);
  read_other_objects(db, m);
  return m;
}

std::vector<key_column> read_key(session& db, const std::string& table) {
  const std::string name = quoted(db, table);
  if (name.empty()) {
    return {};
  }
  const rows found = db.query(fmt::format(
                                  R"(SELECT i.indexrelid, a.attname, {}, a.attnotnull
FROM pg_catalog.pg_index i
CROSS JOIN LATERAL pg_catalog.unnest(i.indkey::int2[]) WITH ORDINALITY AS u (attnum, place)
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.attnum
  AND u.attnum <> 0
LEFT JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
WHERE i.indrelid = CAST(? AS pg_catalog.regclass) AND i.indisunique AND i.indisvalid
  AND i.indpred IS NULL AND u.place <= i.indnkeyatts
ORDER BY i.indisprimary DESC, i.indnkeyatts, i.indexrelid, u.place)",
                                  type_class),
                              {name});
  for (std::size_t at = 0; at < found.size();) {
    const std::string index = cell_text(found.values[at][0]);
    std::vector<key_column> key;
    bool usable = true;
    for (; at < found.size() && cell_text(found.values[at][0]) == index; ++at) {
      const auto& row = found.values[at];
      usable = usable && cell_true(row[3]);
      key.push_back({cell_text(row[1]), type_of(cell_text(row[2]))});
    }
    if (usable) {
      return key;
    }
  }
  return {};
}

std::vector<key_column> read_columns(session& db, const std::string& table,
                                     const std::vector<std::string>& columns) {
  const std::string name = quoted(db, table);
  if (name.empty()) {
    return {};
  }
  const rows known =
      db.query(fmt::format("SELECT a.attname, {} FROM pg_catalog.pg_attribute a"
                           " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
                           " WHERE a.attrelid = CAST(? AS pg_catalog.regclass) AND a.attnum > 0"
                           " AND NOT a.attisdropped",
                           type_class),
               {name});
  std::vector<key_column> found;
  for (const auto& wanted : columns) {
    for (const auto& row : known.values) {
      if (cell_text(row[0]) == wanted) {
        found.push_back({wanted, type_of(cell_text(row[1]))});
      }
    }
  }
  return found;
}

std::uint64_t estimate_rows(session& db, const std::string& table) {
  const std::string name = quoted_or_throw(db, table);
  const rows estimate = db.query(
      "WITH RECURSIVE part (oid) AS (SELECT CAST(? AS pg_catalog.regclass)::pg_catalog.oid"
      " UNION SELECT i.inhrelid FROM part JOIN pg_catalog.pg_inherits i ON i.inhparent = part.oid)"
      " SELECT COALESCE(pg_catalog.sum(c.reltuples) FILTER (WHERE c.reltuples > 0), 0)::bigint"
      " FROM part JOIN pg_catalog.pg_class c ON c.oid = part.oid",
      {name});
  const std::string rows_known = cell_text(estimate.values.at(0).at(0));
  if (rows_known != "0") {
    return std::stoull(rows_known);
  }
  // Never analysed, or empty: counting a bounded number is cheap and tells which.
  const rows counted = db.query("SELECT pg_catalog.count(*) FROM (SELECT 1 FROM " + name +
                                " LIMIT 100000) AS first_rows");
  return std::stoull(cell_text(counted.values.at(0).at(0)));
}

void refresh_statistics(session& db, const std::string& table) {
  db.execute("ANALYZE " + quoted_or_throw(db, table));
}

bool connection_is_busy(session& db, const std::string& connection_id) {
  // Without the right to see it the state is NULL: then the connection is taken to be busy.
  return is_pid(connection_id) &&
         !db.query(
                "SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = CAST(? AS integer)"
                " AND COALESCE(state, 'active') IN ('active', 'fastpath function call')",
                {connection_id})
              .empty();
}

bool connection_exists(session& db, const std::string& connection_id) {
  return is_pid(connection_id) &&
         !db.query("SELECT 1 FROM pg_catalog.pg_stat_activity WHERE pid = CAST(? AS integer)",
                   {connection_id})
              .empty();
}

bool try_native_lock(session& db) {
  return cell_true(
      db.query(fmt::format("SELECT pg_catalog.pg_try_advisory_lock({})", lock_keys)).values[0][0]);
}

void release_native_lock(session& db) noexcept {
  try {
    db.query(fmt::format("SELECT pg_catalog.pg_advisory_unlock({})", lock_keys));
  } catch (const std::exception&) {
    // A lost connection has let go of the lock by itself.
  }
}

std::string read_clock(session& db) {
  return cell_text(db.query("SELECT pg_catalog.to_char(pg_catalog.clock_timestamp() AT TIME ZONE "
                            "'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')")
                       .values.at(0)
                       .at(0));
}

}  // namespace sluice::postgres
