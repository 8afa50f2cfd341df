#include "tests/oracle/servers/facts.hpp"

#include "dialects/schema/folding.hpp"

#include <algorithm>
#include <iterator>

namespace sluice::test {

namespace {

template <typename Names>
std::string list(const Names& names) {
  std::string out;
  for (const std::string& name : names) {
    out += (out.empty() ? "" : ", ") + (name.empty() ? std::string("-") : name);
  }
  return "(" + out + ")";
}

std::string commented(const std::string& text) {
  return text.empty() ? "" : " comment " + text;
}

/// SQLite compares by affinity; and JSON is LONGTEXT with a check in MariaDB, whoever wrote which.
std::string type_of(const schema::column& c, dialect d) {
  if (d == dialect::sqlite) return schema::plain_type(c.type, d);
  const std::string type = schema::canonical_type(c.type, d);
  return d == dialect::mysql && type == "json" ? "longtext" : type;
}

void add_column(const schema::table& t, const schema::column& c, dialect d,
                std::multiset<std::string>& facts) {
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
  facts.insert(fact + commented(c.comment));
}

void add_index(const schema::table& t, const schema::index& i, std::multiset<std::string>& facts) {
  std::string fact = "index " + t.name + "." + i.name + " " + list(i.columns);
  if (!i.orders.empty()) fact += " ordered " + list(i.orders);
  if (!i.included.empty()) fact += " including " + list(i.included);
  if (!i.method.empty()) fact += " using " + i.method;
  if (i.unique) fact += " unique";
  if (i.partial) fact += " partial";
  if (!i.nulls_distinct) fact += " nulls-not-distinct";
  if (!i.visible) fact += " invisible";
  facts.insert(fact + commented(i.comment));
}

void add_constraint(const schema::table& t, const schema::constraint& c, dialect d,
                    std::multiset<std::string>& facts) {
  std::string fact = c.kind + " constraint " + t.name + " " + list(c.columns);
  if (d == dialect::postgres) fact += " named " + c.name;
  if (!c.references.empty())
    fact += " references " + c.references + list(c.referenced_columns) + " on delete " +
            c.on_delete + " on update " + c.on_update;
  if (!c.valid) fact += " not-valid";
  if (!c.enforced) fact += " not-enforced";
  facts.insert(fact + commented(c.comment));
}

/// Who sees and may do what with the table.
void add_security(const schema::table& t, std::multiset<std::string>& facts) {
  if (t.strict) facts.insert("strict " + t.name);
  if (t.without_rowid) facts.insert("without rowid " + t.name);
  if (t.row_security) facts.insert("row security " + t.name);
  if (t.forced_row_security) facts.insert("forced row security " + t.name);
  for (const auto& [name, p] : t.policies) {
    facts.insert("policy " + t.name + "." + name + " " + p.command + " " + list(p.roles) +
                 (p.permissive ? "" : " restrictive") + (p.has_using ? " using" : "") +
                 (p.has_check ? " check" : "") + commented(p.comment));
  }
  for (const std::string& name : t.rules) facts.insert("rule " + t.name + "." + name);
  for (const std::string& name : t.statistics) facts.insert("statistics " + name + " " + t.name);
}

void add_table(const schema::table& t, dialect d, std::multiset<std::string>& facts) {
  std::string whole = "table " + t.name + (t.partitioned ? " partitioned" : "");
  if (!t.partition_key.empty()) whole += " by " + t.partition_key;
  if (!t.partitions.empty()) whole += " in " + list(t.partitions);
  if (!t.partition_of.empty()) whole += " partition of " + t.partition_of;
  if (t.is_default_partition) whole += " default";
  if (!t.partition_bound.empty()) whole += " for " + t.partition_bound;
  if (!t.inherits.empty()) whole += " inherits " + list(t.inherits);
  facts.insert(whole + commented(t.comment));
  std::vector<std::string> order;
  for (const schema::column& c : t.columns) order.push_back(c.name);
  facts.insert("columns " + t.name + " " + list(order));
  for (const schema::column& c : t.columns) add_column(t, c, d, facts);
  if (!t.primary_key.empty()) facts.insert("primary key " + t.name + " " + list(t.primary_key));
  for (const auto& [name, i] : t.indexes) add_index(t, i, facts);
  for (const auto& [name, c] : t.constraints) {
    // MariaDB gives each JSON column one, and names them in another way than MySQL.
    if (c.kind != "check" || d != dialect::mysql) add_constraint(t, c, d, facts);
  }
  add_security(t, facts);
}

void add_trigger(const std::string& key, const schema::trigger& t,
                 std::multiset<std::string>& facts) {
  std::string fact = "trigger " + key + " " + t.timing + " " + list(t.events);
  if (!t.columns.empty()) fact += " of " + list(t.columns);
  if (t.each_row) fact += " each row";
  if (t.conditional) fact += " conditional";
  if (!t.deferrable.empty()) fact += " deferrable " + t.deferrable;
  if (!t.function.empty()) fact += " calls " + t.function;
  if (!t.enabled) fact += " disabled";
  if (!t.fires.empty()) fact += " fires " + t.fires;
  facts.insert(fact + commented(t.comment));
}

void add_types(const schema::model& m, std::multiset<std::string>& facts) {
  for (const auto& [name, labels] : m.enums) facts.insert("enum " + name + " " + list(labels));
  for (const auto& [name, each] : m.domains) {
    facts.insert("domain " + name + " " + each.type + (each.nullable ? "" : " not-null") +
                 (each.has_default ? " default" : ""));
    for (const auto& [check, valid] : each.checks)
      facts.insert("domain check " + name + "." + check + (valid ? "" : " not-valid"));
  }
  for (const auto& [name, s] : m.sequences)
    facts.insert("sequence " + name + " " + s.type + " start " + s.start + " by " + s.increment +
                 " from " + s.minimum + " to " + s.maximum + " cache " + s.cache +
                 (s.cycle ? " cycle" : ""));
}

void add_titles(const schema::model& m, std::multiset<std::string>& facts) {
  for (const std::string& title : m.objects) {
    if (schema::comparable_object(title)) facts.insert(title);
  }
  for (const auto& [title, text] : m.comments) facts.insert("comment on " + title + " " + text);
  for (const auto& [title, granted] : m.grants) {
    for (const auto& [role, rights] : granted)
      facts.insert("granted on " + title + " to " + role + " " + list(rights));
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
  for (const auto& [key, t] : m.triggers) add_trigger(key, t, facts);
  for (const auto& routine : m.routines) facts.insert("routine " + routine.first);
  add_types(m, facts);
  add_titles(m, facts);
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
