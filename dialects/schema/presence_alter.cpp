#include "dialects/schema/folding.hpp"
#include "dialects/schema/presence_words.hpp"

#include <variant>

/// ALTER TABLE: whether what each action does is there.
namespace sluice::schema {
namespace {

class alter_finder {
 public:
  alter_finder(const model& live, dialect d) : live_(live), dialect_(d) {}

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
        parts.push_back(renamed_object(live_, key, to, dialect_));
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
  presence_report act(const table& t, const sql::set_expression& a) const {
    return say(presence::unknown,
               "the expression of " + dotted(t, a.column.text) + " is not looked at", true);
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
    return say(entry->second.enforced == a.enforced ? presence::present : presence::absent,
               "constraint " + a.constraint.text + " is" + (entry->second.enforced ? "" : " not") +
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
  presence_report act(const table& t, const sql::narrow_partitions& a) const {
    return act(t, sql::quiet_action{a.words});
  }
  presence_report act(const table&, const sql::convert_partition& a) const {
    const bool there = find_table(live_, a.other.object.text, dialect_) != nullptr;
    return say(there == a.to_table ? presence::present : presence::absent,
               "table " + a.other.object.text + (there ? " exists" : " does not exist"));
  }
  presence_report act(const table& t, const sql::change_period& a) const {
    return say(presence::unknown,
               "the catalogue does not list the period " + a.period.text + " of " + t.name);
  }
  presence_report act(const table&, const sql::drop_rows&) const { return rows_hidden(); }
  presence_report act(const table& t, const sql::attach_partition&) const {
    return act(t, sql::opaque_action{"ATTACH PARTITION"});
  }
  presence_report act(const table& t, const sql::detach_partition&) const {
    return act(t, sql::opaque_action{"DETACH PARTITION"});
  }
  presence_report act(const table& t, const sql::change_parent& a) const {
    return act(t, sql::opaque_action{a.removed ? "NO INHERIT" : "INHERIT"});
  }
  presence_report act(const table& t, const sql::opaque_action& a) const {
    return say(presence::unknown, "the action " + a.words + " on " + t.name + " is not understood");
  }

  const model& live_;
  dialect dialect_;
};

}  // namespace

presence_report find_alter(const model& live, const sql::alter_table& s, dialect d) {
  return alter_finder(live, d)(s);
}

}  // namespace sluice::schema
