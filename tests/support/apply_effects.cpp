#include "tests/support/apply_effects.hpp"

#include "dialects/schema/names.hpp"

#include <algorithm>
#include <stdexcept>

namespace sluice::test {

namespace {

using schema::effect;
using schema::effect_kind;
using schema::find_entry;
using schema::same_name;

/// One effect, from one model to the other.
class application {
 public:
  application(schema::model& m, const schema::model& target, const effect& e, dialect d)
      : model_(m), target_(target), effect_(e), dialect_(d) {}

  void run() {
    switch (effect_.kind) {
      case effect_kind::table_created:
      case effect_kind::table_dropped:
        take(model_.tables, target_.tables, effect_.table);
        break;
      case effect_kind::view_created:
      case effect_kind::view_dropped:
        take(model_.views, target_.views, effect_.object);
        take(model_.needs, target_.needs, effect_.object);
        break;
      case effect_kind::routine_created:
      case effect_kind::routine_replaced:
      case effect_kind::routine_dropped:
        take(model_.routines, target_.routines, effect_.object);
        break;
      case effect_kind::trigger_created:
      case effect_kind::trigger_dropped:
        take_trigger();
        break;
      case effect_kind::privileges_revoked:
        take_rights();
        break;
      case effect_kind::other_created:
      case effect_kind::object_dropped:
      case effect_kind::object_changed:
        take_object();
        break;
      default:
        change_table();
    }
  }

 private:
  /// The entry as the target has it, or none when it has none.
  template <typename Map>
  void take(Map& held, const Map& wanted, const std::string& name) {
    if (const auto old = find_entry(held, name, dialect_); old != held.end()) held.erase(old);
    if (const auto is = find_entry(wanted, name, dialect_); is != wanted.end()) held.insert(*is);
  }
  /// The same of a set.
  void take_name(std::set<std::string>& held, const std::set<std::string>& wanted,
                 const std::string& name) {
    held.erase(name);
    if (wanted.count(name) != 0) held.insert(name);
  }

  [[nodiscard]] bool behind(std::string_view word, std::string& name) const {
    if (!std::string_view(effect_.object).starts_with(word)) return false;
    name = effect_.object.substr(word.size());
    return true;
  }

  schema::table& table() { return *find_table(model_, effect_.table, dialect_); }
  const schema::table& wanted_table() { return *find_table(target_, effect_.table, dialect_); }

  void take_trigger() {
    const std::string held = find_trigger(model_, effect_.object, effect_.table, dialect_);
    const std::string is = find_trigger(target_, effect_.object, effect_.table, dialect_);
    std::string comment;
    if (!held.empty()) comment = model_.triggers.at(held).comment;
    if (!held.empty()) model_.triggers.erase(held);
    if (is.empty()) return;
    model_.triggers[is] = target_.triggers.at(is);
    if (!held.empty()) model_.triggers[is].comment = comment;  // another effect tells
  }

  /// "rights of app on table users"
  void take_rights() {
    const std::size_t on = effect_.object.find(" on ");
    const std::string role = effect_.object.substr(10, on - 10);
    const std::string title = effect_.object.substr(on + 4);
    schema::privileges& held = model_.grants[title];
    held.erase(role);
    if (const auto is = target_.grants.find(title); is != target_.grants.end()) {
      if (const auto rights = is->second.find(role); rights != is->second.end())
        held.insert(*rights);
    }
    if (held.empty()) model_.grants.erase(title);
  }

  void take_object() {
    std::string name;
    if (behind("comment on ", name)) {
      take_comment(name);
    } else if (behind("rights of ", name)) {
      take_rights();
    } else if (behind("index ", name)) {
      table().indexes.at(name).visible = wanted_table().indexes.at(name).visible;
    } else if (behind("statistics ", name)) {
      take_name(table().statistics, wanted_table().statistics, name);
    } else if (behind("type ", name)) {
      take(model_.enums, target_.enums, name);
      take_name(model_.objects, target_.objects, effect_.object);
    } else if (behind("domain ", name)) {
      take(model_.domains, target_.domains, name);
    } else if (behind("sequence ", name)) {
      take(model_.sequences, target_.sequences, name);
    } else {
      take_name(model_.objects, target_.objects, effect_.object);
    }
  }

  void take_comment(const std::string& what) {
    const std::size_t blank = what.find(' ');
    const std::string name = what.substr(blank + 1);
    if (effect_.table.empty()) {
      take(model_.comments, target_.comments, what);
    } else if (what.starts_with("trigger ")) {
      const auto key = find_trigger(target_, name, effect_.table, dialect_);
      model_.triggers.at(find_trigger(model_, name, effect_.table, dialect_)).comment =
          target_.triggers.at(key).comment;
    } else if (what.starts_with("column ")) {
      find_column(table(), name, dialect_)->comment =
          find_column(wanted_table(), name, dialect_)->comment;
    } else if (what.starts_with("constraint ")) {
      find_entry(table().constraints, name, dialect_)->second.comment =
          find_entry(wanted_table().constraints, name, dialect_)->second.comment;
    } else if (what.starts_with("index ")) {
      find_entry(table().indexes, name, dialect_)->second.comment =
          find_entry(wanted_table().indexes, name, dialect_)->second.comment;
    } else {
      table().comment = wanted_table().comment;
    }
  }

  void change_table() {
    std::string switched;
    if (find_table(model_, effect_.table, dialect_) == nullptr && behind("trigger ", switched)) {
      switch_trigger(switched);  // of a view
      return;
    }
    schema::table& t = table();
    const schema::table& is = wanted_table();
    const std::string& name = effect_.object;
    switch (effect_.kind) {
      case effect_kind::column_added:
        t.columns.push_back(*find_column(is, name, dialect_));
        break;
      case effect_kind::column_dropped:
        std::erase_if(t.columns, [&](const auto& c) { return same_name(c.name, name, dialect_); });
        break;
      case effect_kind::column_type_changed:
      case effect_kind::column_made_nullable:
      case effect_kind::column_made_required:
      case effect_kind::default_set:
      case effect_kind::default_dropped:
        change_column(*find_column(t, name, dialect_), *find_column(is, name, dialect_));
        break;
      case effect_kind::constraint_added:
      case effect_kind::constraint_dropped:
      case effect_kind::constraint_validated:
        take(t.constraints, is.constraints, name);
        if (effect_.constraint == "primary key") t.primary_key = is.primary_key;
        break;
      case effect_kind::index_created:
      case effect_kind::index_dropped:
        take(t.indexes, is.indexes, name);
        break;
      case effect_kind::table_behaviour_changed:
        change_behaviour(t, is);
        break;
      default:
        throw std::runtime_error("diff() is not known to tell " +
                                 std::string(effect_name(effect_.kind)));
    }
  }

  void change_column(schema::column& c, const schema::column& is) {
    switch (effect_.kind) {
      case effect_kind::column_type_changed:
        c.type = is.type;
        c.generated = is.generated;
        c.stored = is.stored;
        c.collation = is.collation;
        break;
      case effect_kind::column_made_nullable:
      case effect_kind::column_made_required:
        c.nullable = is.nullable;
        break;
      default:
        c.has_default = is.has_default;
        c.generates_value = is.generates_value;
        c.identity = is.identity;
        c.default_volatility = is.default_volatility;
    }
  }

  void switch_trigger(const std::string& name) {
    const schema::trigger& is =
        target_.triggers.at(find_trigger(target_, name, effect_.table, dialect_));
    schema::trigger& held = model_.triggers.at(find_trigger(model_, name, effect_.table, dialect_));
    held.enabled = is.enabled;
    held.fires = is.fires;
  }

  void change_behaviour(schema::table& t, const schema::table& is) {
    std::string name;
    if (effect_.object.empty() || effect_.object == "partitions") {
      t.partitioned = is.partitioned;
      t.partition_of = is.partition_of;
      t.is_default_partition = is.is_default_partition;
      t.inherits = is.inherits;
      t.partition_key = is.partition_key;
      t.partition_bound = is.partition_bound;
      t.partitions = is.partitions;
    } else if (effect_.object == "row level security") {
      t.row_security = is.row_security;
      t.forced_row_security = is.forced_row_security;
    } else if (effect_.object == schema::strict_option) {
      t.strict = is.strict;
    } else if (effect_.object == schema::rowid_option) {
      t.without_rowid = is.without_rowid;
    } else if (effect_.object == "order of columns") {
      std::vector<schema::column> ordered;
      for (const schema::column& c : is.columns)
        ordered.push_back(*find_column(t, c.name, dialect_));
      t.columns = std::move(ordered);
    } else if (behind("trigger ", name)) {
      switch_trigger(name);
    } else if (behind("policy ", name)) {
      take(t.policies, is.policies, name);
    } else if (behind("rule ", name)) {
      take_name(t.rules, is.rules, name);
    } else {
      find_column(t, effect_.object, dialect_)->invisible =
          find_column(is, effect_.object, dialect_)->invisible;
    }
  }

  schema::model& model_;
  const schema::model& target_;
  const effect& effect_;
  dialect dialect_;
};

}  // namespace

schema::model applied(schema::model m, const std::vector<schema::effect>& effects,
                      const schema::model& target, dialect d) {
  for (const effect& e : effects) application(m, target, e, d).run();
  return m;
}

}  // namespace sluice::test
