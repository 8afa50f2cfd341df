#include "dialects/schema/effect.hpp"
#include "dialects/schema/folding.hpp"
#include "dialects/schema/heads.hpp"

#include <algorithm>
#include <variant>

namespace sluice::schema {
namespace {

presence_report say(presence state, std::string evidence, bool repeatable = false) {
  return {state, std::move(evidence), repeatable};
}

/// One thing that should be there (or gone) after the statement.
presence_report found(bool there, const std::string& what, bool repeatable = false) {
  return there ? say(presence::present, what + " exists", repeatable)
               : say(presence::absent, what + " does not exist", repeatable);
}
presence_report gone(bool there, const std::string& what, bool repeatable = false) {
  return there ? say(presence::absent, what + " still exists", repeatable)
               : say(presence::present, what + " does not exist any more", repeatable);
}
/// After a rename the old name is gone and the new one is there.
presence_report renamed(bool old_there, bool new_there, const std::string& kind,
                        const std::string& from, const std::string& to) {
  if (old_there && new_there) {
    return say(presence::unknown, "both " + kind + " " + from + " and " + to + " exist");
  }
  if (!old_there && !new_there) {
    return say(presence::unknown, "neither " + kind + " " + from + " nor " + to + " exists");
  }
  return new_there ? say(presence::present, kind + " " + to + " exists and " + from + " does not")
                   : say(presence::absent, kind + " " + from + " exists and " + to + " does not");
}

/// Several parts of one statement: all, none, or some of them.
presence_report combined(const std::vector<presence_report>& parts) {
  if (parts.empty()) {
    return say(presence::unknown, "the statement names nothing that the catalogue could show");
  }
  presence_report all = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto& part = parts[i];
    all.evidence += "; " + part.evidence;
    all.repeatable = all.repeatable && part.repeatable;
    if (part.state == all.state) {
      continue;
    }
    if (part.state == presence::unknown || all.state == presence::unknown) {
      all.state = presence::unknown;
    } else {
      all.state = presence::partial;
    }
  }
  return all;
}

class finder {
 public:
  finder(const model& live, const text::source& file, dialect d)
      : live_(live), file_(file), dialect_(d) {}

  presence_report operator()(const sql::opaque&) const {
    return say(presence::unknown, "the statement is not understood");
  }
  presence_report operator()(const sql::insert&) const { return rows(); }
  presence_report operator()(const sql::update&) const { return rows(); }
  presence_report operator()(const sql::delete_rows&) const { return rows(); }
  presence_report operator()(const sql::change_rows&) const { return rows(); }
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
    const bool again =
        s.how == sql::object_alteration::bookkeeping || s.how == sql::object_alteration::validate;
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
  presence_report operator()(const sql::load_rows& /*s*/) const { return rows(); }
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
    const std::string key = model_name(s.table, dialect_);
    std::vector<presence_report> parts;
    const table* t = find_table(live_, key, dialect_);
    for (const auto& action : s.actions) {
      // Once renamed, what the other actions did stands in the table of the new name.
      const std::string to = new_name(action, key);
      if (!to.empty() && t == nullptr) {
        t = find_table(live_, to, dialect_);
      }
    }
    const bool is_view = t == nullptr && live_.views.count(key) != 0;
    for (const auto& action : s.actions) {
      if (const std::string to = new_name(action, key); !to.empty()) {
        parts.push_back(renamed_object(key, to));
      } else if (t == nullptr) {
        parts.push_back(say(presence::unknown,
                            is_view ? key + " is a view" : "table " + key + " does not exist",
                            s.if_exists && !is_view));
      } else {
        parts.push_back(std::visit([&](const auto& a) { return act(*t, a); }, action.what));
      }
    }
    return combined(parts);
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
      parts.push_back(
          renamed_object(model_name(pair.from, dialect_), model_name(pair.to, dialect_)));
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

  static presence_report rows() {
    return say(presence::unknown, "the catalogue does not show whether rows were changed");
  }

 private:
  /// The key that an action gives the table; empty when it keeps its own.
  [[nodiscard]] std::string new_name(const sql::alter_action& action,
                                     const std::string& key) const {
    if (const auto* rename = std::get_if<sql::rename_to>(&action.what)) {
      return model_name_beside(rename->to, key, dialect_);
    }
    if (const auto* moved = std::get_if<sql::set_schema>(&action.what)) {
      return model_name_in(moved->schema, key, dialect_);
    }
    return {};
  }

  [[nodiscard]] presence_report renamed_object(const std::string& from,
                                               const std::string& to) const {
    const auto there = [&](const std::string& key) {
      return find_table(live_, key, dialect_) != nullptr || live_.views.count(key) != 0;
    };
    return renamed(there(from), there(to), "table", from, to);
  }

  static std::string dotted(const table& t, const std::string& name) { return t.name + "." + name; }

  [[nodiscard]] const column* held(const table& t, const sql::name& name) const {
    return find_column(t, name.text, dialect_);
  }

  presence_report act(const table& t, const sql::add_column& a) const {
    return found(held(t, a.column.column) != nullptr, "column " + dotted(t, a.column.column.text),
                 a.if_not_exists);
  }
  presence_report act(const table& t, const sql::drop_column& a) const {
    return gone(held(t, a.column) != nullptr, "column " + dotted(t, a.column.text), a.if_exists);
  }
  presence_report act(const table& t, const sql::rename_column& a) const {
    return renamed(held(t, a.from) != nullptr, held(t, a.to) != nullptr, "column",
                   dotted(t, a.from.text), dotted(t, a.to.text));
  }
  presence_report act(const table& t, const sql::rename_to&) const {
    return say(presence::unknown, "table " + t.name + " exists");  // handled by the caller
  }

  presence_report act(const table& t, const sql::set_schema&) const {
    return say(presence::unknown, "table " + t.name + " exists");  // handled by the caller
  }

  /// What a column is after SET/DROP NOT NULL or DEFAULT: doing it again changes nothing.
  presence_report state_of(const table& t, const sql::name& name, bool (*done)(const column&),
                           const std::string& yes, const std::string& no) const {
    const column* c = held(t, name);
    if (c == nullptr) {
      return say(presence::unknown, "column " + dotted(t, name.text) + " does not exist");
    }
    return done(*c) ? say(presence::present, "column " + dotted(t, name.text) + " " + yes, true)
                    : say(presence::absent, "column " + dotted(t, name.text) + " " + no, true);
  }
  presence_report act(const table& t, const sql::rename_constraint& a) const {
    return renamed(t.constraints.count(a.from.text) != 0, t.constraints.count(a.to.text) != 0,
                   "constraint", a.from.text, a.to.text);
  }
  presence_report act(const table& t, const sql::set_not_null& a) const {
    return state_of(
        t, a.column, [](const column& c) { return !c.nullable; }, "is NOT NULL", "takes NULL");
  }
  presence_report act(const table& t, const sql::drop_not_null& a) const {
    return state_of(
        t, a.column, [](const column& c) { return c.nullable; }, "takes NULL", "is NOT NULL");
  }
  presence_report act(const table& t, const sql::set_default& a) const {
    const column* c = held(t, a.column);
    if (c != nullptr && c->has_default) {
      return say(presence::unknown,
                 "column " + dotted(t, a.column.text) + " has a default, perhaps the former one",
                 true);
    }
    return state_of(
        t, a.column, [](const column& each) { return each.has_default; }, "has a default",
        "has no default");
  }
  presence_report act(const table& t, const sql::drop_default& a) const {
    return state_of(
        t, a.column, [](const column& c) { return !c.has_default; }, "has no default",
        "has a default");
  }
  presence_report act(const table& t, const sql::add_identity& a) const {
    return state_of(
        t, a.column, [](const column& c) { return c.generates_value; }, "generates its values",
        "does not generate its values");
  }
  presence_report act(const table& t, const sql::drop_generation& a) const {
    return state_of(
        t, a.column, [](const column& c) { return !c.generates_value && !c.generated; },
        "does not generate its values", "generates its values");
  }
  presence_report act(const table& t, const sql::change_type& a) const {
    const column* c = held(t, a.column);
    if (c == nullptr) {
      return say(presence::unknown, "column " + dotted(t, a.column.text) + " does not exist");
    }
    const std::string evidence = "column " + dotted(t, c->name) + " has the type " + c->type;
    return plain_type(c->type, dialect_) == plain_type(a.type, dialect_)
               ? say(presence::present, evidence, true)
               : say(presence::absent, evidence, true);
  }
  presence_report act(const table& t, const sql::redefine_column& a) const {
    if (!same_name(a.from.text, a.to.column.text, dialect_)) {
      return renamed(held(t, a.from) != nullptr, held(t, a.to.column) != nullptr, "column",
                     dotted(t, a.from.text), dotted(t, a.to.column.text));
    }
    const column* c = held(t, a.from);
    if (c == nullptr) {
      return say(presence::unknown, "column " + dotted(t, a.from.text) + " does not exist");
    }
    const column wanted = make_column(a.to, dialect_);
    const bool same = plain_type(c->type, dialect_) == plain_type(wanted.type, dialect_) &&
                      c->nullable == wanted.nullable && c->has_default == wanted.has_default;
    return say(same ? presence::present : presence::absent,
               "column " + dotted(t, c->name) + " is " + c->type +
                   (c->nullable ? "" : " not null") + (c->has_default ? " with a default" : ""),
               true);
  }

  presence_report act(const table& t, const sql::add_constraint& a) const {
    const bool key = a.constraint.kind == sql::constraint_kind::primary_key;
    if (key) {
      return found(!t.primary_key.empty(), "a primary key of " + t.name);
    }
    if (a.constraint.constraint) {
      const std::string& name = a.constraint.constraint->text;
      return found(find_entry(t.constraints, name, dialect_) != t.constraints.end() ||
                       find_entry(t.indexes, name, dialect_) != t.indexes.end(),
                   "constraint " + name + " on " + t.name);
    }
    return say(presence::unknown, "the constraint on " + t.name + " has no name in the statement");
  }
  presence_report act(const table& t, const sql::add_index& a) const {
    if (!a.index.index) {
      return say(presence::unknown, "the index on " + t.name + " has no name in the statement");
    }
    return found(find_entry(t.indexes, a.index.index->text, dialect_) != t.indexes.end(),
                 "index " + a.index.index->text + " on " + t.name);
  }
  presence_report act(const table& t, const sql::drop_constraint& a) const {
    if (a.constraint.text.empty() || a.kind == sql::constraint_kind::primary_key) {
      return gone(!t.primary_key.empty(), "the primary key of " + t.name, a.if_exists);
    }
    return gone(find_entry(t.constraints, a.constraint.text, dialect_) != t.constraints.end(),
                "constraint " + a.constraint.text + " on " + t.name, a.if_exists);
  }
  presence_report act(const table& t, const sql::drop_table_index& a) const {
    return gone(find_entry(t.indexes, a.index.text, dialect_) != t.indexes.end(),
                "index " + a.index.text + " on " + t.name);
  }
  presence_report act(const table& t, const sql::validate_constraint& a) const {
    const auto entry = find_entry(t.constraints, a.constraint.text, dialect_);
    if (entry == t.constraints.end()) {
      return say(presence::unknown,
                 "constraint " + a.constraint.text + " on " + t.name + " does not exist");
    }
    return entry->second.valid
               ? say(presence::present, "constraint " + a.constraint.text + " is valid", true)
               : say(presence::absent, "constraint " + a.constraint.text + " is not valid yet",
                     true);
  }
  presence_report act(const table& t, const sql::quiet_action& a) const {
    // MySQL: REMOVE PARTITIONING, ADD SYSTEM VERSIONING fail the second time.
    return say(presence::unknown, "what " + a.words + " sets on " + t.name + " is not looked at",
               dialect_ != dialect::mysql);
  }
  presence_report act(const table& t, const sql::rename_index& a) const {
    const auto there = [&](const sql::name& name) {
      return find_entry(t.indexes, name.text, dialect_) != t.indexes.end();
    };
    return renamed(there(a.from), there(a.to), "index", dotted(t, a.from.text),
                   dotted(t, a.to.text));
  }
  presence_report act(const table& t, const sql::enforce_constraint& a) const {
    const auto entry = find_entry(t.constraints, a.constraint.text, dialect_);
    if (entry == t.constraints.end()) {
      return say(presence::unknown,
                 "constraint " + a.constraint.text + " on " + t.name + " does not exist");
    }
    return say(entry->second.valid == a.enforced ? presence::present : presence::absent,
               "constraint " + a.constraint.text + " is" + (entry->second.valid ? "" : " not") +
                   " enforced",
               true);
  }
  presence_report act(const table& t, const sql::set_visibility& a) const {
    return say(presence::unknown,
               "what " + a.words + " does to " + dotted(t, a.column.text) + " is not in the model",
               true);
  }
  presence_report act(const table& t, const sql::convert_characters&) const {
    return say(presence::unknown, "the model does not hold the character sets of " + t.name, true);
  }
  presence_report act(const table&, const sql::drop_rows&) const { return rows(); }
  presence_report act(const table& t, const sql::opaque_action& a) const {
    return say(presence::unknown, "the action " + a.words + " on " + t.name + " is not understood");
  }

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
    found = finder::rows();
  }
  if (!is_looked_for(statement.what)) {
    found.repeatable = found.repeatable || repeatable_by_head(statement, file, d);
    if (found.repeatable) found.evidence = statement.head + " can be run again";
  }
  return found;
}

}  // namespace sluice::schema
