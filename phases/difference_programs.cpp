#include "dialects/schema/names.hpp"
#include "phases/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace sluice::phases {

namespace {

using schema::definition;
using schema::names_in;

/// "shout(t text)" is called by "shout".
std::string called_name(const std::string& routine) {
  return bare_name(routine.substr(0, routine.find('(')));
}

bool is_subsequence(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  std::size_t found = 0;
  for (const std::string& each : whole) found += found < part.size() && each == part[found] ? 1 : 0;
  return found == part.size();
}

std::string_view event_name(row_event e) {
  return e == row_event::insert ? "insert" : e == row_event::update ? "update" : "delete";
}

}  // namespace

/// Deleting a row may delete or change others.
void difference_judge::follow_cascades() {
  bool more = true;
  while (more) {
    more = false;
    for (const schema::definitions* state : {change_.before, change_.after}) {
      for (const definition& key : *state) {
        if (key.kind != "foreign key") continue;
        const table_use* parent = use_of(key.fact("parent"));
        if (parent == nullptr) continue;
        const std::string deleting = parent->deletes ? key.fact("on delete") : "";
        const std::string updating = parent->updates ? key.fact("on update") : "";
        const bool deletes = deleting == "cascade";
        const bool updates = deleting == "set null" || deleting == "set default" ||
                             updating == "cascade" || updating == "set null" ||
                             updating == "set default";
        if (!deletes && !updates) continue;
        table_use& child = use_.tables[key.table];
        more = more || (deletes && !child.deletes) || (updates && !child.updates);
        child.deletes = child.deletes || deletes;
        child.updates = child.updates || updates;
        if (updates) {
          for (const std::string& c : names_in(key.fact("columns"))) child.written.insert(c);
        }
      }
    }
  }
}

void difference_judge::judge_trigger(const delta& d) {
  const table_use* use = use_of(d.any().table);
  if (use == nullptr) return;
  if (use->inserts) judge_trigger_on(d, *use, row_event::insert);
  if (use->updates) judge_trigger_on(d, *use, row_event::update);
  if (use->deletes) judge_trigger_on(d, *use, row_event::remove);
}

void difference_judge::judge_trigger_on(const delta& d, const table_use& use, row_event event) {
  const std::string& table = d.any().table;
  const std::string title = fmt::format("trigger {} on {}", d.any().name, table);
  const std::string code = d.added() ? "NEW_TRIGGER" : "TRIGGER_CHANGED";
  const std::string fix = d.added() ? "let the trigger leave the release's columns alone"
                                    : "keep the trigger until the release is retired";
  std::set<std::string> kept;
  const auto old_columns = columns_of(*change_.before, table);
  const auto new_columns = columns_of(*change_.after, table);
  std::set_intersection(old_columns.begin(), old_columns.end(), new_columns.begin(),
                        new_columns.end(), std::inserter(kept, kept.end()));
  if (change_.used != nullptr) {
    std::erase_if(kept, [&](const std::string& c) {
      return !change_.used->contains(table + "." + c) && !other_trigger_mentions(d, table, c);
    });
  }
  std::set<std::string> written = use.written;
  if (event == row_event::insert && use.given) written = *use.given;
  const bool guessed = (event == row_event::insert && !use.given);
  for (const definition* version : {d.before, d.after}) {
    if (version == nullptr || !fires_on(*version, event)) continue;
    const schema::definitions& state = version == d.before ? *change_.before : *change_.after;
    triggered_table of;
    of.columns = columns_of(state, table);
    for (const definition& each : state) {
      if (!schema::same_name(each.table, table, dialect_)) continue;
      if (each.kind == "column" && (each.has("default") || each.has("identity")))
        of.with_default.insert(each.name);
      if (each.kind == "unique")
        for (const std::string& c : names_in(each.fact("columns"))) of.keys.insert(c);
    }
    trigger_work work;
    const trigger_effect effect =
        guessed ? trigger_effect::not_followed
                : effect_on_row(*version, dialect_, event, of, written, kept, work);
    if (effect == trigger_effect::changes && (d.added() || d.dropped())) {
      breaks(code,
             fmt::format("{} {} the rows that it writes", title,
                         d.added() ? "changes" : "is gone, which changed"),
             table, fix);
    } else if (effect != trigger_effect::none) {
      unjudged(code,
               fmt::format("what {} {} on {} of its rows is not known", title,
                           d.dropped() ? "did" : "does", event_name(event)),
               table, fix);
    }
    if (version == d.after && effect != trigger_effect::not_followed)
      judge_trigger_values(*d.after, work);
    for (const std::string& other : work.elsewhere) {
      if (d.dropped() && !exists(*change_.after, other)) continue;
      const std::string message =
          fmt::format("{} {} {} for it", title, d.dropped() ? "no longer writes" : "writes", other);
      if (d.dropped())
        breaks(code, message, table, fix);
      else
        unjudged(code, message + ", which may be refused", table, fix);
    }
  }
}

/// A trigger's own assignments can be refused, and the statement with them.
void difference_judge::judge_trigger_values(const definition& trigger, const trigger_work& work) {
  const auto column = [&](const std::string& name) {
    return schema::find_definition(*change_.after, "column", trigger.table, name);
  };
  for (const auto& [name, sources] : work.own) {
    const definition* target = column(name);
    if (target == nullptr) continue;
    std::string why;
    for (const std::string& source : sources) {
      const definition* from = column(source);
      const std::string type = target->fact("type");
      if (target->has("not null") && (from == nullptr || !from->has("not null")))
        why = "which is NOT NULL";
      if (dialect_ == dialect::sqlite || source.empty()) continue;
      if (source == "* cast") why = "which a cast makes";
      if (from != nullptr ? !is_widening(from->fact("type"), type, dialect_) : type != "text")
        why = fmt::format("which is {}", type);
    }
    for (const definition& d : *change_.after) {
      const auto columns = names_in(d.fact("columns"));
      const bool key = d.kind == "check" || d.kind == "unique" || d.kind == "foreign key";
      if (key && d.table == trigger.table &&
          std::find(columns.begin(), columns.end(), name) != columns.end())
        why = fmt::format("on which there is {} {}", d.kind, d.name);
    }
    if (!why.empty())
      unjudged("NEW_TRIGGER",
               fmt::format("trigger {} on {} gives {} a value, {}, and may so refuse the row",
                           trigger.name, trigger.table, name, why),
               trigger.table,
               "show that every value of the release fits, or wait until it is "
               "retired");
  }
}

/// Then what it holds may decide about other columns.
bool difference_judge::other_trigger_mentions(const delta& d, const std::string& table,
                                              const std::string& column) const {
  return std::any_of(change_.after->begin(), change_.after->end(), [&](const definition& other) {
    return other.kind == "trigger" && &other != d.after && other.table == table &&
           program_words(other.fact("body"), dialect_).mentions(column);
  });
}

/// Routines, types, sequences, rules and policies.
void difference_judge::judge_other_object(const delta& d) {
  const definition& object = d.any();
  if (object.kind == "rule" || object.kind == "policy") {
    if (use_of(object.table) != nullptr)
      unjudged("TABLE_CHANGED",
               fmt::format("the {} {} on {} came, went or changed", object.kind, object.name,
                           object.table),
               object.table, "wait until the release is retired");
    return;
  }
  if (object.kind == "routine") {
    if (use_.calls(called_name(object.name)))
      unjudged("ROUTINE_CHANGED",
               fmt::format("it calls {}, which came, went or changed", object.name), object.name,
               "keep the old routine until the release is retired");
    return;
  }
  if (object.kind == "sequence" && draws_from(bare_name(object.name)))
    unjudged("SEQUENCE_CHANGED", fmt::format("it uses {}, which changed", object.name), object.name,
             "wait until the release is retired");
  if (object.kind != "type") return;
  if (!d.added() && !d.dropped() && d.before->has("labels") &&
      is_subsequence(names_in(d.before->fact("labels")), names_in(d.after->fact("labels"))))
    return;
  const std::string name = bare_name(object.name);
  bool used = use_.mentions(name);
  for (const schema::definitions* state : {change_.before, change_.after}) {
    for (const definition& c : *state) {
      if (c.kind != "column" || use_of(c.table) == nullptr) continue;
      const bool of_type = program_words(c.fact("type"), dialect_).mentions(name);
      used = used ||
             (of_type && (use_.reads_column(c.table, c.name) || stores_column(c.table, c.name)));
    }
  }
  if (used)
    unjudged("TYPE_CHANGED", fmt::format("it uses the type {}, which changed", object.name),
             object.name, "wait until the release is retired");
}

/// A sequence is named in the text, or in a default of a table that gets rows: there as a text, or
/// by the column that it belongs to.
bool difference_judge::draws_from(const std::string& sequence) const {
  if (use_.mentions(sequence)) return true;
  return std::any_of(change_.after->begin(), change_.after->end(), [&](const definition& c) {
    const table_use* use = c.kind == "column" ? use_of(c.table) : nullptr;
    return use != nullptr && use->inserts &&
           (c.fact("default").find(sequence) != std::string::npos ||
            (c.has("identity") && sequence.starts_with(bare_name(c.table) + "_" + c.name)));
  });
}

/// Every program that runs on behalf of the statement in the newer schema.
void difference_judge::judge_programs() {
  std::deque<const definition*> open;
  std::set<const definition*> seen;
  const auto reach = [&](const definition& d) {
    if (seen.insert(&d).second) open.push_back(&d);
  };
  const auto reach_called = [&](const program_words& words) {
    for (const definition& d : *change_.after) {
      if (d.kind == "routine" && words.calls(called_name(d.name))) reach(d);
    }
  };
  for (const definition& d : *change_.after) {
    const table_use* use = d.kind == "view" || d.kind == "routine" ? nullptr : use_of(d.table);
    if (d.kind == "view" && use_of(d.name) != nullptr) reach(d);
    if (d.kind == "routine" && use_.calls(called_name(d.name))) reach(d);
    if (use == nullptr) continue;
    if (d.kind == "policy" || d.kind == "rule") reach(d);
    if (d.kind == "trigger" && ((use->inserts && fires_on(d, row_event::insert)) ||
                                (use->updates && fires_on(d, row_event::update)) ||
                                (use->deletes && fires_on(d, row_event::remove))))
      reach(d);
    if (d.kind == "column" && d.has("default") && (use->inserts || use_.mentions("default")))
      judge_program(fmt::format("the default of {}.{}", d.table, d.name), "", d.fact("default"));
    if (d.kind == "column" && d.has("generated"))
      judge_program(fmt::format("{}.{}", d.table, d.name), "", d.fact("generated"));
    if (use->inserts || use->updates) {
      if (d.kind == "check") judge_program("check " + d.name, "", d.fact("definition"));
      if ((d.kind == "index" || d.kind == "unique") && d.has("expression"))
        judge_program("index " + d.name, "", d.fact("expression"));
      if (d.kind == "column") {
        for (const definition& type : *change_.after) {
          if (type.kind == "type" &&
              program_words(d.fact("type"), dialect_).mentions(bare_name(type.name)))
            judge_program("type " + type.name, "", type.fact("definition"));
        }
      }
    }
  }
  while (!open.empty()) {
    const definition& d = *open.front();
    open.pop_front();
    const bool judged = std::any_of(deltas_.begin(), deltas_.end(),
                                    [&](const delta& each) { return each.after == &d; });
    const std::string text = d.has("body")
                                 ? d.fact("body") + " " + d.fact("when") + " " + d.fact("condition")
                                 : d.fact("definition");
    if (!judged) judge_program(d.kind + " " + d.name, d.table, text);
    reach_called(program_words(text, dialect_));
  }
}

void difference_judge::judge_program(const std::string& title, const std::string& own_table,
                                     const std::string& text) {
  const program_words words(text, dialect_);
  for (const delta& d : deltas_) {
    const std::string what = touched(d, own_table, words);
    if (what.empty()) continue;
    unjudged("PROGRAM_TOUCHED", fmt::format("{} runs with it, and {}", title, what), d.any().table,
             "change the program first, or wait until the release is retired");
    return;
  }
}

std::string difference_judge::touched(const delta& d, const std::string& own_table,
                                      const program_words& words) const {
  const definition& object = d.any();
  const std::string whole = object.table.empty() ? object.name : object.table + "." + object.name;
  const bool own = !own_table.empty() && schema::same_name(own_table, object.table, dialect_);
  const bool names_table =
      own || (!object.table.empty() && words.mentions(bare_name(object.table)));
  if (object.kind == "table" || object.kind == "view") {
    if (d.added() || !words.mentions(bare_name(object.name))) return "";
    return d.dropped() ? fmt::format("mentions {}, which is gone", object.name)
                       : fmt::format("mentions {}, which changed", object.name);
  }
  if (object.kind == "routine")
    return words.calls(called_name(object.name)) ? fmt::format("calls {}, which changed", whole)
                                                 : "";
  if (object.kind == "type" || object.kind == "sequence")
    return words.mentions(bare_name(object.name)) ? fmt::format("uses {}, which changed", whole)
                                                  : "";
  if (!names_table) return "";
  if (object.kind == "column") {
    const bool mentioned = words.mentions(object.name) || words.star;
    if (d.dropped()) return mentioned ? fmt::format("mentions {}, which is gone", whole) : "";
    if (d.added()) {
      if (mentioned) return fmt::format("mentions {}, which is new", whole);
      return words.inserts && !own
                 ? fmt::format("inserts into {}, which has a new column", object.table)
                 : "";
    }
    return mentioned || (words.inserts && !own) ? fmt::format("uses {}, which changed", whole) : "";
  }
  if (object.kind == "index") return "";
  // What a trigger does to its own row counts as written by the statement.
  return words.writes && !own ? fmt::format("writes {}, whose {} {} came, went or changed",
                                            object.table, object.kind, object.name)
                              : "";
}

}  // namespace sluice::phases
