#include "phases/proof.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::phases {

namespace {

std::string model_name(const sql::object_name& n) {
  return n.schema ? n.schema->text + "." + n.object.text : n.object.text;
}

bool same_name(std::string_view a, std::string_view b, dialect d) {
  if (d == dialect::postgres) return a == b;
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           const auto lower = [](char c) {
             return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
           };
           return lower(x) == lower(y);
         });
}

const schema::table* find_table(const schema::model& m, const sql::object_name& n, dialect d) {
  if (const schema::table* exact = m.find(model_name(n))) return exact;
  for (const auto& [key, table] : m.tables) {
    if (same_name(key, n.object.text, d)) return &table;
  }
  return nullptr;
}

/// The last word of "r users.full_name" and the like.
std::string object_of(std::string_view footprint_entry) {
  const std::size_t blank = footprint_entry.find(' ');
  return std::string(footprint_entry.substr(blank + 1));
}

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& n : names) out += (out.empty() ? "" : ", ") + n;
  return out;
}

bool writes_table(const std::set<std::string>& footprint, std::string_view table) {
  return std::any_of(footprint.begin(), footprint.end(), [&](const std::string& entry) {
    if (!entry.starts_with("w ")) return false;
    const std::string_view object = std::string_view(entry).substr(2);
    return object == table || (object.starts_with(table) && object.size() > table.size() &&
                               object[table.size()] == '.');
  });
}

/// Names of columns that a table lost or gained between the two models.
std::vector<std::string> changed_columns(const schema::table* before, const schema::table* after) {
  std::vector<std::string> out;
  const auto collect = [&](const schema::table* has, const schema::table* lacks) {
    if (has == nullptr) return;
    for (const schema::column& c : has->columns) {
      if (lacks == nullptr || lacks->find(c.name) == nullptr) out.push_back(c.name);
    }
  };
  collect(before, after);
  collect(after, before);
  return out;
}

/// Resolvers that fold constants away do not list every column. When the statement mentions both
/// the table and a name that this table lost or gained, its text may now bind to something else.
std::string name_that_may_bind_elsewhere(std::string_view sql, dialect d,
                                         const schema_change& change) {
  const std::vector<std::string> mentioned = sql::names_mentioned(sql, d);
  const auto mentions = [&](std::string_view name) {
    return std::any_of(mentioned.begin(), mentioned.end(),
                       [&](const std::string& m) { return same_name(m, name, d); });
  };
  std::set<std::string> tables;
  for (const auto& [name, table] : change.before->tables) tables.insert(name);
  for (const auto& [name, table] : change.after->tables) tables.insert(name);
  for (const std::string& table : tables) {
    const std::string bare = table.substr(table.rfind('.') + 1);
    const auto changed = changed_columns(change.before->find(table), change.after->find(table));
    if (changed.empty() || !mentions(bare)) continue;
    if (mentions("natural")) return table;
    for (const std::string& column : changed) {
      if (mentions(column)) return fmt::format("{}.{}", table, column);
    }
  }
  return {};
}

/// Constraints and NOT NULLs that writers of the table did not have to satisfy before.
std::string new_demand_on_writers(const std::set<std::string>& footprint,
                                  const schema_change& change) {
  for (const auto& [name, after] : change.after->tables) {
    const schema::table* before = change.before->find(name);
    if (before == nullptr || !writes_table(footprint, name)) continue;
    for (const auto& [id, constraint] : after.constraints) {
      if (!before->constraints.contains(id))
        return fmt::format("{} constraint {} on {}", constraint.kind, id, name);
    }
    for (const auto& [id, index] : after.indexes) {
      if (index.unique && !before->indexes.contains(id))
        return fmt::format("unique index {} on {}", id, name);
    }
    for (const schema::column& c : after.columns) {
      const schema::column* old = before->find(c.name);
      if (old != nullptr && old->nullable && !c.nullable)
        return fmt::format("NOT NULL on {}.{}", name, c.name);
      if (old != nullptr && old->type != c.type &&
          footprint.contains(fmt::format("w {}.{}", name, c.name)))
        return fmt::format("the type {} of {}.{} (was {})", c.type, name, c.name, old->type);
    }
  }
  return {};
}

/// Triggers that were not there before and can refuse a row.
std::string new_refusing_trigger(const std::set<std::string>& footprint, dialect d,
                                 const schema_change& change) {
  for (const auto& [key, trigger] : change.after->triggers) {
    if (change.before->triggers.contains(key) || !writes_table(footprint, trigger.table)) continue;
    const auto words = sql::names_mentioned(trigger.body, d);
    const bool refuses = std::any_of(words.begin(), words.end(), [&](const std::string& w) {
      return same_name(w, "raise", dialect::mysql) || same_name(w, "signal", dialect::mysql);
    });
    if (refuses) return fmt::format("trigger {} on {}", trigger.name, trigger.table);
  }
  return {};
}

proof unjudged(std::string code, std::string message, std::string object, std::string resolves_by) {
  return {proof_outcome::unjudged, std::move(code), std::move(message), std::move(object),
          std::move(resolves_by)};
}

}  // namespace

std::vector<std::string> omitted_required_columns(std::string_view sql, dialect d,
                                                  const schema::model& m) {
  const text::source file("", std::string(sql));
  std::vector<std::string> out;
  for (const sql::parsed_statement& statement : sql::parse(file, d).statements) {
    const auto* insert = std::get_if<sql::insert>(&statement.what);
    if (insert == nullptr) continue;
    const schema::table* table = find_table(m, insert->table, d);
    if (table == nullptr) continue;
    for (std::size_t i = 0; i < table->columns.size(); ++i) {
      const schema::column& c = table->columns[i];
      if (!c.required()) continue;
      bool given = false;
      if (insert->default_values) {
        given = false;
      } else if (insert->columns) {
        given = std::any_of(insert->columns->begin(), insert->columns->end(),
                            [&](const sql::name& n) { return same_name(n.text, c.name, d); });
      } else {
        given = !insert->values_in_row || i < *insert->values_in_row;
      }
      if (!given) out.push_back(fmt::format("{}.{}", table->name, c.name));
    }
  }
  return out;
}

proof compare(std::string_view sql, dialect d, const resolved_statement& expected,
              const resolved_statement& now, const schema_change& change) {
  if (!now.cannot_judge.empty())
    return unjudged("STATEMENT_UNJUDGED", now.cannot_judge, "", "rewrite the recorded statement");
  if (!now.resolves)
    return {proof_outcome::breaks, "STATEMENT_BREAKS", now.error, "",
            "keep what it needs until the release is retired"};
  if (!expected.resolves)
    return unjudged("NEVER_PROVED", "the statement was never seen to resolve on this target", "",
                    "record the release again once its schema is applied");

  if (expected.footprint != now.footprint) {
    std::vector<std::string> lost, gained;
    for (const std::string& e : expected.footprint) {
      if (!now.footprint.contains(e)) lost.push_back(object_of(e));
    }
    for (const std::string& e : now.footprint) {
      if (!expected.footprint.contains(e)) gained.push_back(object_of(e));
    }
    return {proof_outcome::breaks, "FOOTPRINT_CHANGED",
            fmt::format("the same text now uses other columns: it no longer uses {}{}",
                        lost.empty() ? "nothing less" : list(lost),
                        gained.empty() ? "" : fmt::format(", and now uses {}", list(gained))),
            lost.empty() ? gained.front() : lost.front(),
            "qualify the names in the statement, or keep the column"};
  }
  if (expected.insert_columns != now.insert_columns)
    return {proof_outcome::breaks, "INSERT_SHIFTED",
            fmt::format("it gives values by position: they went to ({}) and now go to ({})",
                        list(expected.insert_columns), list(now.insert_columns)),
            "", "name the columns in the INSERT"};
  if (expected.shape != now.shape)
    return {
        proof_outcome::breaks, "SHAPE_CHANGED",
        fmt::format("its result was ({}) and is now ({})", list(expected.shape), list(now.shape)),
        "", "name the columns in the statement instead of *"};
  if (const auto missing = omitted_required_columns(sql, d, *change.after); !missing.empty())
    return {proof_outcome::breaks, "INSERT_OMITS_REQUIRED",
            fmt::format("it leaves out {}, which is NOT NULL and has no default", list(missing)),
            missing.front(), "give the column a default until the release is retired"};

  if (const auto demand = new_demand_on_writers(now.footprint, change); !demand.empty())
    return unjudged("NEW_CONSTRAINT",
                    fmt::format("it writes a table that now demands more: {}", demand), "",
                    "show that the release satisfies it, or wait until it is retired");
  if (const auto trigger = new_refusing_trigger(now.footprint, d, change); !trigger.empty())
    return unjudged(
        "NEW_TRIGGER",
        fmt::format("it writes a table with a new trigger that may refuse rows: {}", trigger), "",
        "let the trigger refuse nothing while the release runs");
  if (!now.footprint_exact) {
    if (const auto name = name_that_may_bind_elsewhere(sql, d, change); !name.empty())
      return unjudged("NAME_MAY_BIND_ELSEWHERE",
                      fmt::format("it mentions {}, which came or went, and still resolves: this "
                                  "engine does not show to which column",
                                  name),
                      name, "qualify every column in the statement with its table");
  }
  return {};
}

}  // namespace sluice::phases
