#include "dialects/schema/effect.hpp"
#include "dialects/schema/folding.hpp"
#include "dialects/schema/heads.hpp"
#include "dialects/schema/presence_words.hpp"

#include <algorithm>
#include <variant>

namespace sluice::schema {
namespace {

class finder {
 public:
  finder(const model& live, const text::source& file, dialect d)
      : live_(live), file_(file), dialect_(d) {}

  presence_report operator()(const sql::opaque&) const {
    return say(presence::unknown, "the statement is not understood");
  }
  presence_report operator()(const sql::insert&) const { return rows_hidden(); }
  presence_report operator()(const sql::update&) const { return rows_hidden(); }
  presence_report operator()(const sql::delete_rows&) const { return rows_hidden(); }
  presence_report operator()(const sql::change_rows&) const { return rows_hidden(); }
  presence_report operator()(const sql::select_query&) const {
    return say(presence::unknown, "a query leaves nothing in the catalogue", true);
  }
  presence_report operator()(const sql::transaction_control&) const {
    return say(presence::unknown, "transaction control leaves nothing in the catalogue");
  }
  presence_report operator()(const sql::session_setting&) const {
    return say(presence::unknown, "a session setting ends with its session", true);
  }
  presence_report operator()(const sql::object_command& s) const {
    const bool again = s.how == sql::object_alteration::bookkeeping ||
                       s.how == sql::object_alteration::validate ||
                       s.how == sql::object_alteration::owner;
    return say(presence::unknown,
               "the catalogue is not asked for objects of the class " + s.object_class, again);
  }
  presence_report operator()(const sql::truncate_table& /*s*/) const {
    return say(presence::unknown, "rows are not counted", true);
  }
  presence_report operator()(const sql::change_privileges& /*s*/) const {
    return say(presence::unknown, "privileges are not looked for", true);
  }
  presence_report operator()(const sql::run_code& /*s*/) const {
    return say(presence::unknown, "what a program did is not known");
  }
  presence_report operator()(const sql::load_rows& /*s*/) const { return rows_hidden(); }
  presence_report operator()(const sql::auxiliary& s) const {
    return say(presence::unknown, s.what + " leaves nothing in the catalogue", true);
  }

  presence_report operator()(const sql::create_table& s) const {
    const std::string key = model_name(s.table, dialect_);
    const table* t = find_table(live_, key, dialect_);
    if (s.temporary) {
      return say(presence::absent, "a temporary table ends with its session", true);
    }
    if (t == nullptr || s.from_query) {
      return found(t != nullptr, "table " + key, s.if_not_exists);
    }
    std::string missing;
    for (const auto& c : s.columns) {
      if (find_column(*t, c.column.text, dialect_) == nullptr) {
        missing += (missing.empty() ? "" : ", ") + c.column.text;
      }
    }
    std::string extra;
    for (const auto& c : t->columns) {
      const bool named = std::any_of(s.columns.begin(), s.columns.end(), [&](const auto& each) {
        return same_name(each.column.text, c.name, dialect_);
      });
      if (!named) {
        extra += (extra.empty() ? "" : ", ") + c.name;
      }
    }
    if (missing.empty() && extra.empty()) {
      return found(true, "table " + key + " with the columns of the statement", s.if_not_exists);
    }
    return say(presence::unknown,
               "table " + key +
                   " exists but is another one:" + (missing.empty() ? "" : " it lacks " + missing) +
                   (missing.empty() || extra.empty() ? "" : " and") +
                   (extra.empty() ? "" : " it has " + extra + " beside"),
               s.if_not_exists);
  }

  presence_report operator()(const sql::alter_table& s) const {
    return find_alter(live_, s, dialect_);
  }

  presence_report operator()(const sql::drop_table& s) const {
    std::vector<presence_report> parts;
    for (const auto& name : s.tables) {
      const std::string key = model_name(name, dialect_);
      parts.push_back(
          gone(find_table(live_, key, dialect_) != nullptr, "table " + key, s.if_exists));
    }
    return combined(parts);
  }

  presence_report operator()(const sql::rename_table& s) const {
    std::vector<presence_report> parts;
    for (const auto& pair : s.pairs) {
      parts.push_back(renamed_object(live_, model_name(pair.from, dialect_),
                                     model_name(pair.to, dialect_), dialect_));
    }
    return combined(parts);
  }

  presence_report operator()(const sql::create_index& s) const {
    if (!s.index) {
      return say(presence::unknown, "the index has no name in the statement");
    }
    const std::string& name = s.index->text;
    const std::string on =
        dialect_ == dialect::sqlite ? std::string() : model_name(s.table, dialect_);
    const table* t = find_index_table(live_, name, on, dialect_);
    if (t == nullptr) {
      return found(false, "index " + name, s.if_not_exists);
    }
    const auto entry = find_entry(t->indexes, name, dialect_);
    if (!entry->second.valid) {
      return say(presence::partial,
                 "index " + name + " exists but is invalid: its build did not finish");
    }
    return found(true, "index " + name + " on " + t->name, s.if_not_exists);
  }

  presence_report operator()(const sql::drop_index& s) const {
    const std::string on = s.table ? model_name(*s.table, dialect_) : std::string();
    std::vector<presence_report> parts;
    for (const auto& name : s.indexes) {
      const table* t = find_index_table(live_, name.object.text, on, dialect_);
      if (t != nullptr && !find_entry(t->indexes, name.object.text, dialect_)->second.valid) {
        parts.push_back(say(presence::partial,
                            "index " + name.object.text + " still exists but is invalid", true));
      } else {
        parts.push_back(gone(t != nullptr, "index " + name.object.text, s.if_exists));
      }
    }
    return combined(parts);
  }

  presence_report operator()(const sql::create_view& s) const {
    const std::string key = model_name(s.view, dialect_);
    const bool there = find_entry(live_.views, key, dialect_) != live_.views.end();
    if (there && s.or_replace) {
      return say(presence::unknown, "view " + key + " exists, but may be the replaced one", true);
    }
    return found(there, "view " + key, s.or_replace || s.if_not_exists);
  }

  presence_report operator()(const sql::drop_view& s) const {
    std::vector<presence_report> parts;
    for (const auto& view : s.views) {
      const std::string key = model_name(view, dialect_);
      parts.push_back(gone(find_entry(live_.views, key, dialect_) != live_.views.end(),
                           "view " + key, s.if_exists));
    }
    return combined(parts);
  }

  presence_report operator()(const sql::create_routine& s) const {
    const std::string key = model_name(s.routine, dialect_);
    const auto entry = find_entry(live_.routines, key, dialect_);
    if (entry == live_.routines.end()) {
      return found(false, "routine " + key, s.or_replace);
    }
    if (s.body && entry->second == file_.slice(*s.body)) {
      return say(presence::present, "routine " + key + " exists with this body", s.or_replace);
    }
    if (s.or_replace || dialect_ == dialect::postgres) {  // overloads share a name
      return say(presence::unknown, "routine " + key + " exists with another body", s.or_replace);
    }
    return found(true, "routine " + key);
  }

  presence_report operator()(const sql::drop_routine& s) const {
    std::vector<presence_report> parts;
    for (const auto& routine : s.routines) {
      const std::string key = model_name(routine, dialect_);
      const bool there = find_entry(live_.routines, key, dialect_) != live_.routines.end();
      if (there && dialect_ == dialect::postgres) {
        parts.push_back(say(presence::unknown,
                            "routine " + key + " exists, but may be another overload",
                            s.if_exists));
      } else {
        parts.push_back(gone(there, "routine " + key, s.if_exists));
      }
    }
    return combined(parts);
  }

  presence_report operator()(const sql::create_trigger& s) const {
    const std::string on = model_name(s.table, dialect_);
    const std::string& name = s.trigger.object.text;
    const std::string key = find_trigger(live_, name, on, dialect_);
    if (!key.empty() && s.or_replace) {
      return say(presence::unknown,
                 "trigger " + name + " on " + on + " exists, but may be the replaced one", true);
    }
    return found(!key.empty(), "trigger " + name + " on " + on, s.or_replace || s.if_not_exists);
  }

  presence_report operator()(const sql::drop_trigger& s) const {
    const std::string on = s.table ? model_name(*s.table, dialect_) : std::string();
    return gone(!find_trigger(live_, s.trigger.object.text, on, dialect_).empty(),
                "trigger " + s.trigger.object.text + (on.empty() ? "" : " on " + on), s.if_exists);
  }

 private:
  const model& live_;
  const text::source& file_;
  dialect dialect_;
};

/// Whether the catalogue is asked about the statement.
bool is_looked_for(const sql::statement& what) {
  return !std::holds_alternative<sql::opaque>(what) &&
         !std::holds_alternative<sql::object_command>(what) &&
         !std::holds_alternative<sql::truncate_table>(what) &&
         !std::holds_alternative<sql::change_privileges>(what) &&
         !std::holds_alternative<sql::run_code>(what) &&
         !std::holds_alternative<sql::auxiliary>(what);
}

}  // namespace

presence_report find_presence(const model& live, const sql::parsed_statement& statement,
                              const text::source& file, dialect d) {
  presence_report found = std::visit(finder(live, file, d), statement.what);
  if (!statement.changes_within.empty()) {
    found = rows_hidden();
  }
  if (!is_looked_for(statement.what)) {
    found.repeatable = found.repeatable || repeatable_by_head(statement, file, d);
    if (found.repeatable) found.evidence = statement.head + " can be run again";
  }
  return found;
}

}  // namespace sluice::schema
