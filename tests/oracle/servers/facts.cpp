#include "tests/oracle/servers/facts.hpp"

#include "dialects/schema/folding.hpp"

#include <algorithm>
#include <iterator>

namespace sluice::test {

namespace {

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    out += (out.empty() ? "" : ", ") + (name.empty() ? std::string("<expression>") : name);
  }
  return "(" + out + ")";
}

/// SQLite compares by affinity; and JSON is LONGTEXT with a check in MariaDB, whoever wrote which.
std::string type_of(const schema::column& c, dialect d) {
  if (d == dialect::sqlite) return schema::plain_type(c.type, d);
  const std::string type = schema::canonical_type(c.type, d);
  return d == dialect::mysql && type == "json" ? "longtext" : type;
}

void add_table(const schema::table& t, dialect d, std::multiset<std::string>& facts) {
  std::string whole = "table " + t.name + (t.partitioned ? " partitioned" : "");
  if (!t.partition_of.empty()) whole += " partition of " + t.partition_of;
  if (t.is_default_partition) whole += " default";
  if (!t.inherits.empty()) whole += " inherits " + list(t.inherits);
  facts.insert(std::move(whole));
  for (const schema::column& c : t.columns) {
    std::string fact = "column " + t.name + "." + c.name;
    fact += " " + type_of(c, d);
    fact += c.nullable ? " null" : " not-null";
    if (c.has_default) fact += " default";
    if (c.generated) fact += c.stored ? " generated-stored" : " generated";
    if (c.generates_value) fact += " generates";
    if (!c.identity.empty()) fact += " identity " + c.identity;
    if (c.invisible) fact += " invisible";
    if (c.default_volatility > schema::volatility::stable)
      fact += " " + std::string(schema::volatility_name(c.default_volatility));
    // A character set has one in MySQL, which differs from version to version.
    if (!c.collation.empty() && d != dialect::mysql) fact += " collate " + c.collation;
    facts.insert(std::move(fact));
  }
  if (!t.primary_key.empty()) facts.insert("primary key " + t.name + " " + list(t.primary_key));
  for (const auto& [name, i] : t.indexes) {
    facts.insert("index " + t.name + "." + name + " " + list(i.columns) +
                 (i.unique ? " unique" : "") + (i.partial ? " partial" : ""));
  }
  for (const auto& [name, c] : t.constraints) {
    // MariaDB gives each JSON column one, and names them in another way than MySQL.
    if (c.kind == "check" && d == dialect::mysql) continue;
    std::string fact = c.kind + " constraint " + t.name + " " + list(c.columns);
    if (d == dialect::postgres) fact += " named " + name;
    if (!c.references.empty())
      fact += " references " + c.references + list(c.referenced_columns) + " on delete " +
              c.on_delete + " on update " + c.on_update;
    if (!c.valid) fact += " not-valid";
    if (!c.enforced) fact += " not-enforced";
    facts.insert(std::move(fact));
  }
}

}  // namespace

std::set<std::string> partly_known_in(const schema::model& m) {
  std::set<std::string> names;
  for (const auto& [key, t] : m.tables) {
    if (!t.columns_complete || t.temporary) names.insert(key);
  }
  return names;
}

std::multiset<std::string> facts_of(const schema::model& m,
                                    const std::set<std::string>& partly_known, dialect d) {
  std::multiset<std::string> facts;
  for (const auto& [key, t] : m.tables) {
    // In MySQL and SQLite the other schema is another database.
    const bool here = d == dialect::postgres || key.find('.') == std::string::npos;
    if (here && partly_known.count(key) == 0) add_table(t, d, facts);
  }
  for (const auto& view : m.views) facts.insert("view " + view.first);
  for (const auto& [key, t] : m.triggers)
    facts.insert("trigger " + key + (t.function.empty() ? "" : " calls " + t.function) +
                 (t.enabled ? "" : " disabled"));
  for (const auto& routine : m.routines) facts.insert("routine " + routine.first);
  for (const auto& [name, labels] : m.enums) facts.insert("enum " + name + " " + list(labels));
  for (const auto& [name, each] : m.domains)
    facts.insert("domain " + name + " " + each.type + (each.nullable ? "" : " not-null") +
                 (each.has_default ? " default" : ""));
  for (const auto& name : m.sequences) facts.insert("sequence " + name);
  return facts;
}

std::string difference(const std::multiset<std::string>& engine,
                       const std::multiset<std::string>& model) {
  std::string out;
  const auto add = [&out](const char* side, const auto& from, const auto& without) {
    std::vector<std::string> only;
    std::set_difference(from.begin(), from.end(), without.begin(), without.end(),
                        std::back_inserter(only));
    for (const std::string& fact : only) out += std::string(side) + fact + "\n";
  };
  add("engine: ", engine, model);
  add("model:  ", model, engine);
  return out;
}

}  // namespace sluice::test
