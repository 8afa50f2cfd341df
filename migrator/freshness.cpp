#include "migrator/freshness.hpp"

#include "dialects/schema/names.hpp"
#include "phases/lineage.hpp"
#include "phases/statement_use.hpp"
#include "phases/trigger_program.hpp"

#include <algorithm>
#include <set>

namespace sluice::migrator {

namespace {

using phases::carriage;
using phases::freshness;
using phases::moving_column;
using phases::sync_fact;
using schema::definition;
using schema::definitions;

const definition* find_column(const definitions& all, const std::string& table,
                              const std::string& name, dialect d) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const definition& c) {
    return c.kind == "column" && schema::same_name(c.table, table, d) &&
           schema::same_name(c.name, name, d);
  });
  return found == all.end() ? nullptr : &*found;
}

std::string whole_name(const definition& column) {
  return column.table + "." + column.name;
}

/// A key that another table repeats is a link to the row, not a fact that moves.
bool is_key(const definitions& all, const definition& column) {
  return std::any_of(all.begin(), all.end(), [&](const definition& key) {
    const auto columns = schema::names_in(key.fact("columns"));
    return (key.kind == "unique" || key.kind == "foreign key") && key.table == column.table &&
           std::find(columns.begin(), columns.end(), column.name) != columns.end();
  });
}

void add(std::vector<moving_column>& out, const std::string& change, const definition* to,
         const std::vector<const definition*>& from) {
  if (to == nullptr) return;
  moving_column m{change, whole_name(*to), {}};
  for (const definition* column : from) {
    if (column != nullptr && column != to) m.from.push_back(whole_name(*column));
  }
  if (!m.from.empty()) out.push_back(std::move(m));
}

void find_in_update(std::vector<moving_column>& out, const std::string& change,
                    const sql::update& update, const text::source& file, const definitions& live,
                    dialect d) {
  const std::string target = schema::model_name(update.target.table, d);
  std::vector<std::string> tables{target};
  for (const sql::table_reference& other : update.others)
    tables.push_back(schema::model_name(other.table, d));
  for (const sql::assignment& a : update.assignments) {
    std::vector<const definition*> from;
    for (const std::string& name : sql::names_mentioned(file.slice(a.value), d)) {
      for (const std::string& table : tables) {
        const definition* column = find_column(live, table, name, d);
        if (column != nullptr && (table == target || !is_key(live, *column)))
          from.push_back(column);
      }
    }
    add(out, change, find_column(live, target, a.column.text, d), from);
  }
}

/// Rows that move to another table: by the places of the select list.
void find_in_insert(std::vector<moving_column>& out, const std::string& change,
                    const sql::insert& insert, std::string_view text, const definitions& live,
                    dialect d) {
  const auto items = phases::select_items(text, d);
  if (!items || !insert.columns || !insert.query) return;
  for (std::size_t i = 0; i < std::min(items->size(), insert.columns->size()); ++i) {
    const definition* to =
        find_column(live, schema::model_name(insert.table, d), (*insert.columns)[i].text, d);
    std::vector<const definition*> from;
    for (const sql::table_reference& source : insert.query->tables) {
      for (const std::string& word : sql::names_mentioned((*items)[i], d)) {
        const definition* column = find_column(live, schema::model_name(source.table, d), word, d);
        if (column != nullptr && !is_key(live, *column)) from.push_back(column);
      }
    }
    if (to != nullptr && !is_key(live, *to)) add(out, change, to, from);
  }
}

phases::triggered_table table_of(const definitions& state, const std::string& table) {
  phases::triggered_table out;
  for (const definition& d : state) {
    if (d.table != table) continue;
    if (d.kind == "column") {
      out.columns.insert(d.name);
      if (d.has("default") || d.has("identity")) out.with_default.insert(d.name);
    }
    if (d.kind == "unique") {
      for (const std::string& c : schema::names_in(d.fact("columns"))) out.keys.insert(c);
    }
  }
  return out;
}

/// A trigger carries when it is followed and does. One that is not followed, and one that writes
/// another table, may.
freshness kept_fresh(const definitions& state, dialect d, phases::row_event event,
                     const definition& from, const definition& to) {
  freshness out = freshness::stale;
  for (const definition& trigger : state) {
    if (trigger.kind != "trigger" || trigger.table != from.table || !fires_on(trigger, event))
      continue;
    if (from.table != to.table) {
      const phases::program_words words(trigger.fact("body"), d);
      if (words.mentions(phases::bare_name(to.table)) && words.writes)
        out = std::min(out, freshness::unproven);
      continue;
    }
    switch (
        phases::carries_over(trigger, d, event, table_of(state, from.table), from.name, to.name)) {
      case carriage::carries:
        return freshness::carried;
      case carriage::not_followed:
        out = freshness::unproven;
        break;
      case carriage::does_not:
        break;
    }
  }
  return out;
}

const definition* find_whole(const definitions& state, const std::string& whole) {
  const std::size_t dot = whole.rfind('.');
  return schema::find_definition(state, "column", whole.substr(0, dot), whole.substr(dot + 1));
}

}  // namespace

std::vector<moving_column> find_moving(target& t, const std::vector<phases::change>& changes,
                                       const phases::history& past, const definitions& live) {
  std::vector<moving_column> out;
  const dialect d = t.sql_dialect();
  for (const phases::change& c : changes) {
    if (!past.is_done(c.id, phases::phase::expand)) continue;
    for (const phases::phase p : {phases::phase::expand, phases::phase::migrate}) {
      const phases::step* step = c.find(p);
      if (step == nullptr) continue;
      for (const phases::step_statement& statement : step->statements) {
        if (const auto* update = std::get_if<sql::update>(&statement.parsed.what))
          find_in_update(out, c.id, *update, *step->file, live, d);
        if (const auto* insert = std::get_if<sql::insert>(&statement.parsed.what))
          find_in_insert(out, c.id, *insert, step->text_of(statement), live, d);
      }
    }
  }
  return out;
}

std::vector<sync_fact> find_syncs(const std::vector<moving_column>& moving,
                                  const definitions& state, dialect d) {
  std::vector<sync_fact> out;
  const auto judge = [&](const std::string& from, const std::string& to) {
    const definition* source = find_whole(state, from);
    const definition* target = find_whole(state, to);
    if (source == nullptr || target == nullptr) return;
    // A generated column is always fresh.
    if (target->has("generated")) {
      out.push_back({from, to, freshness::carried, freshness::carried});
      return;
    }
    out.push_back({from, to, kept_fresh(state, d, phases::row_event::insert, *source, *target),
                   kept_fresh(state, d, phases::row_event::update, *source, *target)});
  };
  for (const moving_column& m : moving) {
    for (const std::string& from : m.from) {
      judge(m.to, from);
      judge(from, m.to);
    }
  }
  return out;
}

}  // namespace sluice::migrator
