#include "dialects/sql/token.hpp"
#include "lint/before_after.hpp"
#include "lint/use_judge.hpp"

#include <fmt/format.h>

#include <algorithm>

/// Triggers, routines, types, sequences and rights.
namespace sluice::lint {

using schema::effect;
using schema::effect_kind;
using schema::given_value;
using schema::table_write;

void use_judge::judge_trigger(const std::string& name, bool dropped) {
  const schema::model& m = dropped ? view_.before : view_.after;
  const std::string key = schema::find_trigger(m, name, e_.table, view_.d);
  const auto found = m.triggers.find(key);
  if (found == m.triggers.end()) {
    if (changes(e_.table)) hurt(fmt::format("it writes {}", e_.table), old_writers);
    return;
  }
  const schema::trigger& t = found->second;
  const table_write* write = write_to(t.table);
  const bool fires =
      through_view(t.table) ||
      (write != nullptr && ((t.events.contains("insert") && write->inserts) ||
                            (t.events.contains("update") && write->updates) ||
                            (t.events.contains("delete") && (write->deletes || write->replaces))));
  if (fires)
    hurt(fmt::format("it {} the trigger {}", dropped ? "fired" : "fires", t.name), old_writers);
  if (!dropped || fires) return;
  // What it kept equal is out of date as soon as others write.
  const std::string bare = last_part(t.table, view_.d);
  for (const std::string& column : sql::assigned_columns(t.body, view_.d, bare)) {
    if (reads(t.table + "." + column))
      hurt(fmt::format("it reads {}.{}, which the trigger {} kept", t.table, column, t.name),
           later_readers);
  }
}

void use_judge::judge_routine(const std::string& name) {
  const std::size_t arguments = name.find('(');
  const std::string bare = sql::lower_case(last_part(name.substr(0, arguments), view_.d));
  const auto called = [&](const std::set<std::string>& names) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& each) { return sql::same_word(each, bare); });
  };
  if (called(q_.use.routines)) {
    hurt(fmt::format("it calls {}", bare), who());
  } else if (called(q_.program_words)) {
    hurt(fmt::format("a trigger, default or view of it calls {}", bare), who());
  }
}

/// An action on a table that the model does not follow: whoever uses the table may be hurt.
void use_judge::judge_unknown() {
  if (e_.table.empty()) {
    open_ = true;
    return;
  }
  const schema::table* was = schema::find_table(view_.before, e_.table, view_.d);
  const schema::table* now = schema::find_table(view_.after, e_.table, view_.d);
  judge_by_names();
  const bool of_identity =
      was != nullptr && now != nullptr &&
      std::any_of(now->columns.begin(), now->columns.end(), [&](const schema::column& c) {
        const schema::column* before = schema::find_column(*was, c.name, view_.d);
        return before != nullptr && before->identity != c.identity;
      });
  if (!of_identity && uses(e_.table)) open_ = true;
}

void use_judge::judge_rights() {
  const auto* rights = std::get_if<sql::change_privileges>(&view_.statement.what);
  std::vector<std::string> tables;
  if (!e_.table.empty()) tables.push_back(e_.table);
  if (rights != nullptr) {
    for (const sql::object_name& each : rights->tables)
      tables.push_back(schema::model_name(each, view_.d));
  }
  if (tables.empty()) open_ = true;  // of other objects, or of roles
  for (const std::string& table : tables) {
    if (uses(table)) {
      hurt(fmt::format("it uses {}, and its role may not any more", table), who());
      return;
    }
  }
}

/// Rows without an identity cannot be changed any more.
void use_judge::judge_publication(const std::vector<sql::object_name>& tables) {
  if (tables.empty()) open_ = true;  // all that there are
  for (const sql::object_name& each : tables) {
    const std::string table = schema::model_name(each, view_.d);
    const table_write* write = write_to(table);
    if (through_view(table) || (write != nullptr && (write->updates || write->deletes))) {
      hurt(fmt::format("it changes rows of {}", table), old_writers);
      return;
    }
  }
}

/// Policies, triggers that are switched, attributes of a column.
void use_judge::judge_behaviour() {
  constexpr std::string_view trigger = "trigger ";
  if (e_.object.starts_with(trigger)) {
    const std::string name = e_.object.substr(trigger.size());
    const auto now =
        view_.after.triggers.find(schema::find_trigger(view_.after, name, e_.table, view_.d));
    judge_trigger(name, now == view_.after.triggers.end() || !now->second.enabled);
    return;
  }
  // What is read stays as it is.
  if (e_.object == schema::strict_option && write_to(e_.table) == nullptr) return;
  const schema::column* was = column_before(view_, e_);
  const schema::column* now = column_after(view_, e_);
  if (was == nullptr || now == nullptr) {
    if (uses(e_.table)) hurt(fmt::format("it uses {}", e_.table), who());
    return;
  }
  judge_by_names();
  if (was->invisible != now->invisible) return;
  const table_write* write = write_to(e_.table);
  if (reads(whole()) || writes(e_.table, e_.object) || (write != nullptr && write->updates))
    hurt(fmt::format("it uses {}", whole()), who());
}

/// Types, sequences, schemas and the like, by their titles: "type mood".
void use_judge::judge_object() {
  judge_by_names();
  const std::size_t space = e_.object.find(' ');
  const std::string title = space == std::string::npos ? "" : e_.object.substr(0, space);
  const std::string name = e_.object.substr(space == std::string::npos ? 0 : space + 1);
  const std::string bare = last_part(name, view_.d);
  if (title == "schema" || title == "database") {
    const std::string inside = name + ".";
    if (std::any_of(q_.use.footprint.begin(), q_.use.footprint.end(), [&](const std::string& each) {
          return same(std::string_view(each).substr(2, inside.size()), inside);
        }))
      hurt(fmt::format("it uses what stands in {}", name), who());
  } else if (title == "type" || title == "domain") {
    judge_type_users(bare, e_.kind == effect_kind::value_added ? later_readers : who());
  } else if (title == "function" || title == "procedure" || title == "routine" ||
             title == "aggregate") {
    judge_routine(name);
  } else if (title == "sequence") {
    judge_sequence(bare);
  } else if (title == "publication") {
    const auto* command = std::get_if<sql::object_command>(&view_.statement.what);
    judge_publication(command == nullptr ? std::vector<sql::object_name>() : command->tables);
  } else if (e_.kind == effect_kind::object_renamed && !e_.table.empty()) {
    return;  // a key or an index: only its name can be missed
  } else if (!title.empty() || e_.table.empty()) {
    open_ = true;
  } else {
    const schema::constraint* key = constraint_after(view_, e_);
    if (changes(e_.table) || (key != nullptr && changes(key->references)))
      hurt(fmt::format("it writes {}", e_.table), who());
  }
}

/// A sequence is named in the text, or in the default of a column that an INSERT leaves out.
void use_judge::judge_sequence(const std::string& name) {
  const auto names_it = [&](std::string_view text) {
    return sql::lower_case(text).find(sql::lower_case(name)) != std::string::npos;
  };
  if (q_.words.contains(name) || q_.program_words.contains(name)) {
    hurt(fmt::format("it uses the sequence {}", name), who());
    return;
  }
  for (const table_write& write : q_.use.writes) {
    const schema::table* t = schema::find_table(view_.before, write.table, view_.d);
    if (!write.inserts || t == nullptr) continue;
    for (const schema::column& c : t->columns) {
      const bool draws =
          names_it(c.default_text.text) ||
          (c.generates_value && names_it(last_part(write.table, view_.d) + "_" + c.name));
      const given_value* value = given(write.inserted, c.name);
      if (draws && (value == nullptr || *value == given_value::default_value)) {
        hurt(fmt::format("it leaves {}.{} to the sequence {}", write.table, c.name, name),
             old_writers);
        return;
      }
    }
  }
}

void use_judge::judge_type_users(const std::string& type, std::string_view who_is) {
  const auto is_of = [&](std::string_view text) {
    const auto words = sql::names_mentioned(text, view_.d);
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& w) { return folded(w, view_.d) == type; });
  };
  const bool named = std::any_of(q_.use.types.begin(), q_.use.types.end(), is_of);
  if (named && who_is != later_readers) {
    hurt(fmt::format("it names the type {}", type), who_is);
    return;
  }
  for (const auto& [key, table] : view_.before.tables) {
    if (!uses(key)) continue;
    for (const schema::column& c : table.columns) {
      if (!is_of(c.type)) continue;
      const bool read = reads(key + "." + c.name);
      if (!read && (who_is == later_readers || !writes(key, c.name))) continue;
      hurt(fmt::format("it {} {}.{}, which is of type {}", read ? "reads" : "writes", key, c.name,
                       type),
           who_is);
      return;
    }
  }
}

/// Triggers that it fires and routines that it calls have statements of their own.
void use_judge::judge_programs() {
  if (e_.kind == effect_kind::table_created || e_.kind == effect_kind::trigger_created) return;
  if (e_.table.empty() || !q_.program_words.contains(last_part(e_.table, view_.d))) return;
  const bool of_column =
      e_.kind == effect_kind::column_dropped || e_.kind == effect_kind::column_renamed ||
      e_.kind == effect_kind::column_type_changed || e_.kind == effect_kind::column_made_nullable;
  if (of_column && !q_.program_words.contains(last_part(e_.object, view_.d))) return;
  const bool positional = e_.kind == effect_kind::column_added && !e_.required;
  if (positional && !q_.program_words.contains("insert") && !q_.program_words.contains("select"))
    return;
  hurt(fmt::format("a trigger or routine that runs with it names {}", e_.table), who());
}

}  // namespace sluice::lint
