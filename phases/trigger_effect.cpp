#include "dialects/schema/names.hpp"
#include "dialects/sql/script.hpp"
#include "phases/trigger_program.hpp"

#include <algorithm>
#include <optional>

namespace sluice::phases {

namespace {

using sql::assigned_columns;

struct scenario {
  symbolic_row before, after;
};

/// The row as an INSERT or UPDATE leaves it before the trigger: the written columns new, one of
/// them NULL or as it was, the others as they were.
std::vector<scenario> scenarios_of(row_event event, const triggered_table& table,
                                   const std::set<std::string>& written,
                                   const std::set<std::string>& equal,
                                   const std::set<std::string>& compared) {
  std::vector<scenario> out;
  const auto make = [&](bool old_null, const std::string& made_null, const std::string& unchanged) {
    scenario s;
    for (const std::string& c : table.columns) {
      const std::string named = "old " + (equal.contains(c) ? std::string("equal") : c);
      s.before[c] = old_null ? symbol() : atom(named);
      if (event == row_event::insert)
        s.after[c] = table.with_default.contains(c) ? atom("default " + c) : symbol();
      else
        s.after[c] = s.before[c];
      if (written.contains(c) && c != unchanged)
        s.after[c] = c == made_null ? symbol() : atom("new " + c);
    }
    return s;
  };
  const auto add = [&](bool old_null, const std::string& made_null, const std::string& unchanged) {
    out.push_back(make(old_null, made_null, unchanged));
  };
  // The same value in two columns.
  for (const std::string& c : written) {
    for (const std::string& other : compared) {
      if (other == c) continue;
      scenario s = make(false, "", "");
      s.after[c] = s.after.at(other);
      out.push_back(s);
      s.after[c] = s.before.at(other);
      if (event == row_event::update) out.push_back(std::move(s));
    }
  }
  for (const bool old_null : {false, true}) {
    if (old_null && event == row_event::insert) continue;
    add(old_null, "", "");
    for (const std::string& c : written) {
      add(old_null, c, "");
      if (event == row_event::update) add(old_null, "", c);
    }
  }
  return out;
}

std::set<std::string> own_columns(const schema::definition& trigger, dialect d,
                                  const triggered_table& table) {
  std::set<std::string> out;
  for (const std::string& name : assigned_columns(trigger.fact("body"), d, trigger.table)) {
    for (const std::string& c : table.columns) {
      if (schema::same_name(c, name, d)) out.insert(c);
    }
  }
  return out;
}

std::set<std::string> mentioned_columns(const schema::definition& trigger, dialect d,
                                        const triggered_table& table) {
  std::set<std::string> out;
  for (const std::string& name :
       sql::names_mentioned(trigger.fact("body") + " " + trigger.fact("when"), d)) {
    for (const std::string& c : table.columns) {
      if (schema::same_name(c, name, d)) out.insert(c);
    }
  }
  return out;
}

/// "new full_name" stands for a value of the column full_name. Nothing for a value that several
/// columns share: another scenario tells them apart.
std::optional<std::string> source_of(const symbol& value) {
  if (value.what == symbol::kind::null) return "";
  if (value.text == "old equal") return std::nullopt;
  const std::size_t blank = value.text.find(' ');
  const bool column = value.what == symbol::kind::atom && blank != std::string::npos &&
                      !value.text.starts_with('\'');
  if (column) return value.text.substr(blank + 1);
  return value.text.find("cast ") == std::string::npos ? "*" : "* cast";
}

void note_work(const program_run& run, const scenario& s, trigger_work& work) {
  work.elsewhere.insert(run.elsewhere.begin(), run.elsewhere.end());
  for (const auto& [column, value] : run.row) {
    if (!s.after.contains(column) || s.after.at(column) == value) continue;
    if (const auto source = source_of(value)) work.own[column].insert(*source);
  }
}

}  // namespace

bool fires_on(const schema::definition& trigger, row_event event) {
  const auto events = schema::names_in(trigger.fact("events"));
  const std::string wanted = event == row_event::insert   ? "insert"
                             : event == row_event::update ? "update"
                                                          : "delete";
  // One whose head was not understood may be called for everything.
  return events.empty() || std::find(events.begin(), events.end(), wanted) != events.end();
}

trigger_effect effect_on_row(const schema::definition& trigger, dialect d, row_event event,
                             const triggered_table& table, const std::set<std::string>& written,
                             const std::set<std::string>& kept, trigger_work& work) {
  const std::set<std::string> compared = mentioned_columns(trigger, d, table);
  // Columns that a trigger keeps equal are equal before, once the change that needs it is
  // verified; it may also not depend on that.
  const auto judge = [&](const std::set<std::string>& equal) {
    for (const scenario& s : scenarios_of(event, table, written, equal, compared)) {
      const program_run run = run_trigger(trigger, d, event, s.before, s.after, table.keys);
      if (!run.followed) return trigger_effect::not_followed;
      note_work(run, s, work);
      for (const std::string& c : kept) {
        if (event != row_event::remove && run.row.at(c) != s.after.at(c))
          return trigger_effect::changes;
      }
    }
    return trigger_effect::none;
  };
  const trigger_effect apart = judge({});
  if (apart == trigger_effect::none || event != row_event::update) return apart;
  const trigger_effect together = judge(own_columns(trigger, d, table));
  return together == trigger_effect::none ? together : apart;
}

carriage carries_over(const schema::definition& trigger, dialect d, row_event event,
                      const triggered_table& table, const std::string& from,
                      const std::string& to) {
  const std::set<std::string> equal =
      event == row_event::update ? own_columns(trigger, d, table) : std::set<std::string>{};
  bool changed = false;
  for (const bool made_null : {false, true}) {
    scenario s = scenarios_of(event, table, {from}, equal, {}).front();
    if (made_null && event == row_event::insert) continue;  // then there is nothing to carry
    if (made_null) s.after[from] = symbol();
    const program_run run = run_trigger(trigger, d, event, s.before, s.after, table.keys);
    if (!run.followed) return carriage::not_followed;
    const auto found = run.row.find(to);
    if (found == run.row.end()) return carriage::not_followed;
    const symbol& value = found->second;
    const bool carried =
        made_null ? value != s.before.at(to) : value.text.find("new " + from) != std::string::npos;
    if (!carried) return made_null && changed ? carriage::not_followed : carriage::does_not;
    changed = true;
  }
  return carriage::carries;
}

}  // namespace sluice::phases
