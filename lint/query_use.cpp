#include "dialects/sql/token.hpp"
#include "lint/before_after.hpp"
#include "lint/use_judge.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint {

using schema::effect;
using schema::effect_kind;
using schema::given_value;
using schema::table_write;

std::string folded(std::string_view name, dialect d) {
  return d == dialect::postgres ? std::string(name) : sql::lower_case(name);
}

std::string last_part(std::string_view name, dialect d) {
  return folded(name.substr(name.rfind('.') + 1), d);
}

bool use_judge::uses(const std::string& object) const {
  const std::string inside = object + ".";
  return std::any_of(
      q_.use.footprint.begin(), q_.use.footprint.end(), [&](const std::string& entry) {
        const std::string_view name = std::string_view(entry).substr(2);
        return same(name, object) ||
               (name.size() > inside.size() && same(name.substr(0, inside.size()), inside));
      });
}

bool use_judge::reads(const std::string& column) const {
  return std::any_of(
      q_.use.footprint.begin(), q_.use.footprint.end(), [&](const std::string& entry) {
        return entry.front() != 'w' && same(std::string_view(entry).substr(2), column);
      });
}

const table_write* use_judge::write_to(const std::string& table) const {
  for (const table_write& each : q_.use.writes) {
    if (same(each.table, table)) return &each;
  }
  return nullptr;
}

bool use_judge::through_view(const std::string& table) const {
  if (q_.use.writes.empty()) return false;
  const bool writes_view =
      std::any_of(q_.use.writes.begin(), q_.use.writes.end(), [&](const table_write& each) {
        return schema::find_table(view_.before, each.table, view_.d) == nullptr;
      });
  const std::string behind = "v " + table;
  return writes_view &&
         std::any_of(q_.use.footprint.begin(), q_.use.footprint.end(),
                     [&](const std::string& entry) { return entry.starts_with(behind); });
}

bool use_judge::changes(const std::string& table) const {
  return write_to(table) != nullptr || through_view(table);
}

const given_value* use_judge::given(const std::map<std::string, given_value>& values,
                                    const std::string& column) const {
  for (const auto& [name, value] : values) {
    if (same(name, column)) return &value;
  }
  return nullptr;
}

bool use_judge::writes(const std::string& table, const std::string& column) const {
  if (through_view(table)) return true;
  const table_write* write = write_to(table);
  return write != nullptr &&
         (given(write->inserted, column) != nullptr || given(write->updated, column) != nullptr);
}

judgement use_judge::run() {
  const std::size_t before = found_.size();
  switch (e_.kind) {
    case effect_kind::unknown:
      judge_unknown();
      break;
    case effect_kind::rows_inserted:
    case effect_kind::rows_updated:
    case effect_kind::rows_deleted:
    case effect_kind::table_emptied:
    case effect_kind::session_changed:
    case effect_kind::transaction_controlled:
      return judgement::open;
    case effect_kind::table_created:
    case effect_kind::table_dropped:
    case effect_kind::table_renamed:
    case effect_kind::column_dropped:
    case effect_kind::column_renamed:
    case effect_kind::view_dropped:
      judge_by_names();
      break;
    case effect_kind::column_added:
      judge_by_names();
      judge_added_column();
      break;
    case effect_kind::column_type_changed:
      judge_type();
      break;
    case effect_kind::column_made_required:
      judge_required();
      break;
    case effect_kind::column_made_nullable:
      if (reads(whole()))
        hurt(fmt::format("it reads {}, which may then be NULL", whole()), later_readers);
      break;
    case effect_kind::default_set:
    case effect_kind::default_dropped:
      judge_by_names();
      judge_default();
      break;
    case effect_kind::constraint_added:
      judge_constraint();
      judge_by_names();
      break;
    case effect_kind::index_created:
      if (e_.unique) judge_key(e_.columns);
      judge_by_names();
      break;
    case effect_kind::constraint_dropped:
    case effect_kind::index_dropped:
      judge_by_names();
      judge_relaxed();
      break;
    case effect_kind::view_created:
      if (uses(e_.object)) hurt(fmt::format("it uses the view {}", e_.object), who());
      break;
    case effect_kind::routine_replaced:
    case effect_kind::routine_dropped:
    case effect_kind::routine_created:
      judge_routine(e_.object);
      break;
    case effect_kind::trigger_created:
      judge_trigger(e_.object, false);
      break;
    case effect_kind::trigger_dropped:
      judge_trigger(e_.object, true);
      break;
    case effect_kind::table_behaviour_changed:
      judge_behaviour();
      break;
    case effect_kind::privileges_revoked:
    case effect_kind::owner_changed:
      judge_rights();
      break;
    default:
      judge_object();
      break;
  }
  if (open_) return judgement::open;
  judge_programs();
  return found_.size() > before ? judgement::hurt : judgement::untouched;
}

/// What it names is not what it was, and the object has to do with it.
void use_judge::judge_by_names() {
  if (!q_.change) return;
  bool concerned = false;
  switch (e_.kind) {
    case effect_kind::column_dropped:
    case effect_kind::column_renamed:
      concerned = reads(whole()) || writes(e_.table, e_.object);
      break;
    case effect_kind::table_dropped:
    case effect_kind::table_renamed:
    case effect_kind::view_dropped:
      concerned = uses(e_.table.empty() ? e_.object : e_.table);
      break;
    default:
      concerned = q_.own && (uses(e_.table.empty() ? e_.object : e_.table) ||
                             q_.words.contains(last_part(e_.object, view_.d)));
      break;
  }
  if (concerned) found_.push_back(*q_.change);
}

/// Old statements see another type where it comes out or goes in; a wider one only shows once a
/// new value is there, or in the type of what a prepared query returns.
void use_judge::judge_type() {
  judge_by_names();
  const bool read = reads(whole());
  const schema::column* now = column_after(view_, e_);
  const table_write* write = write_to(e_.table);
  if (now != nullptr && now->generated && write != nullptr && write->inserts)
    hurt(fmt::format("it inserts into {}, where {} is then computed", e_.table, e_.object),
         old_writers);
  if (e_.widens) {
    if (read) hurt(fmt::format("it reads {}, which may then hold more", whole()), later_readers);
    return;
  }
  if (read || writes(e_.table, e_.object))
    hurt(fmt::format("it {} {}, whose type changes", read ? "reads" : "writes", whole()), who());
}

void use_judge::judge_required() {
  const table_write* write = write_to(e_.table);
  if (through_view(e_.table))
    hurt(fmt::format("it writes {} through a view", e_.table), old_writers);
  if (write == nullptr) return;
  const schema::column* now = column_after(view_, e_);
  if (write->inserts) {
    const given_value* value = given(write->inserted, e_.object);
    const bool left_out = value == nullptr || *value == given_value::default_value;
    if (left_out && (now == nullptr || now->required()))
      hurt(fmt::format("it leaves out {}, which is NOT NULL and has no default", whole()),
           old_writers);
    else if (!left_out && *value != given_value::constant)
      hurt(fmt::format("it {} NULL to {}", *value == given_value::null ? "gives" : "may give",
                       whole()),
           old_writers);
  }
  const given_value* value = given(write->updated, e_.object);
  if (value != nullptr && *value != given_value::constant)
    hurt(fmt::format("it {} {} to NULL", *value == given_value::null ? "sets" : "may set", whole()),
         old_writers);
}

void use_judge::judge_default() {
  const table_write* write = write_to(e_.table);
  if (through_view(e_.table))
    hurt(fmt::format("it writes {} through a view", e_.table), old_writers);
  if (write == nullptr) return;
  const auto by_default = [](const given_value* value) {
    return value != nullptr && *value == given_value::default_value;
  };
  const given_value* inserted = given(write->inserted, e_.object);
  if (write->inserts && (inserted == nullptr || by_default(inserted)))
    hurt(fmt::format("it leaves {} to its default", whole()), old_writers);
  else if (by_default(given(write->updated, e_.object)))
    hurt(fmt::format("it sets {} to its default", whole()), old_writers);
}

void use_judge::judge_added_column() {
  const table_write* write = write_to(e_.table);
  if (!e_.required) return;
  if (through_view(e_.table))
    hurt(fmt::format("it writes {} through a view", e_.table), old_writers);
  if (write != nullptr && write->inserts && given(write->inserted, e_.object) == nullptr)
    hurt(fmt::format("it leaves out {}, which is NOT NULL and has no default", whole()),
         old_writers);
}

judgement judge(const statement_view& view, const schema::effect& e, const query_use& q,
                std::vector<harm>& found) {
  return use_judge(view, e, q, found).run();
}

}  // namespace sluice::lint
