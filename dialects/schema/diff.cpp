#include "dialects/schema/diff.hpp"

#include "dialects/schema/comparison.hpp"
#include "dialects/schema/view_reading.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>

/// What is no table: views, routines, triggers, types, and what is said and granted about them.
namespace sluice::schema {
namespace {

/// The program without white space and comments, which servers and people rearrange.
std::string program_text(std::string_view text, dialect d) {
  std::string out;
  for (const sql::token& t : sql::lex(text, d)) {
    if (sql::is_trivia(t.what) || t.what == sql::kind::semicolon) continue;
    out += std::string(text.substr(t.where.begin, t.where.size())) + " ";
  }
  return out;
}

/// The table that a title is about: "users" of "table users".
std::string table_in(const std::string& title) {
  return title.starts_with("table ") ? title.substr(6) : std::string();
}

}  // namespace

std::vector<effect> diff(const model& from, const model& to, dialect d) {
  return comparison(from, to, d).take();
}

std::vector<effect> comparison::take() {
  tables();
  views_and_routines();
  triggers();
  objects();
  comments();
  grants();
  return std::move(effects_);
}

effect& comparison::report(effect_kind kind, const std::string& table_name,
                           const std::string& object) {
  effect e;
  e.kind = kind;
  e.table = table_name;
  e.object = object;
  effects_.push_back(std::move(e));
  return effects_.back();
}

bool comparison::differs(const std::string& a, const std::string& b) const {
  return !a.empty() && !b.empty() && program_text(a, dialect_) != program_text(b, dialect_);
}

bool comparison::same_columns(const std::vector<std::string>& a,
                              const std::vector<std::string>& b) const {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](const auto& x, const auto& y) { return same_name(x, y, dialect_); });
}

void comparison::comment(const std::string& a, const std::string& b, const std::string& table_name,
                         const std::string& object) {
  if (a != b) report(effect_kind::object_changed, table_name, "comment on " + object);
}

template <typename Map>
void comparison::texts(const Map& from, const Map& to, effect_kind created, effect_kind dropped) {
  for (const auto& entry : from) {
    if (find_entry(to, entry.first, dialect_) == to.end()) report(dropped, {}, entry.first);
  }
  for (const auto& entry : to) {
    if (find_entry(from, entry.first, dialect_) == from.end()) report(created, {}, entry.first);
  }
}

void comparison::views_and_routines() {
  texts(from_.views, to_.views, effect_kind::view_created, effect_kind::view_dropped);
  for (const auto& [name, text] : to_.views) {
    const auto old = find_entry(from_.views, name, dialect_);
    if (old == from_.views.end() || !differs(old->second, text)) continue;
    // Servers write the query anew; what it reads stays.
    const auto was = read_by_view(from_, old->first, dialect_);
    const auto is = read_by_view(to_, name, dialect_);
    if (was && is && *was != *is) report(effect_kind::view_created, {}, name).replaced = true;
  }
  texts(from_.routines, to_.routines, effect_kind::routine_created, effect_kind::routine_dropped);
  for (const auto& [name, body] : to_.routines) {
    const auto old = find_entry(from_.routines, name, dialect_);
    if (old != from_.routines.end() && differs(old->second, body))
      report(effect_kind::routine_replaced, {}, name);
  }
}

bool comparison::changed(const trigger& a, const trigger& b) const {
  const auto named = [](const std::set<std::string>& columns) {
    return std::vector<std::string>(columns.begin(), columns.end());
  };
  return !same_name(a.function, b.function, dialect_) ||
         (b.function.empty() && differs(a.body, b.body)) || a.timing != b.timing ||
         a.events != b.events || !same_columns(named(a.columns), named(b.columns)) ||
         a.each_row != b.each_row || a.conditional != b.conditional || a.deferrable != b.deferrable;
}

void comparison::triggers() {
  for (const auto& [key, t] : from_.triggers) {
    if (find_trigger(to_, t.name, t.table, dialect_).empty())
      report(effect_kind::trigger_dropped, t.table, t.name);
  }
  for (const auto& [key, t] : to_.triggers) {
    const std::string held = find_trigger(from_, t.name, t.table, dialect_);
    const trigger* old = held.empty() ? nullptr : &from_.triggers.at(held);
    const bool other = old != nullptr && changed(*old, t);
    if (old == nullptr || other) {
      report(effect_kind::trigger_created, t.table, t.name).replaced = other;
    } else if (old->enabled != t.enabled || (t.enabled && old->fires != t.fires)) {
      report(effect_kind::table_behaviour_changed, t.table, "trigger " + t.name);
    }
    if (old != nullptr) comment(old->comment, t.comment, t.table, "trigger " + t.name);
  }
}

template <typename Map>
void comparison::named_objects(const Map& from, const Map& to, const std::string& what) {
  for (const auto& [name, was] : from) {
    const auto is = find_entry(to, name, dialect_);
    if (is == to.end()) {
      report(effect_kind::object_dropped, {}, what + " " + name);
    } else if (is->second != was) {
      report(effect_kind::object_changed, {}, what + " " + name);
    }
  }
  for (const auto& entry : to) {
    if (find_entry(from, entry.first, dialect_) == from.end())
      report(effect_kind::other_created, {}, what + " " + entry.first);
  }
}

void comparison::objects() {
  // That a type came or went, its title tells below.
  for (const auto& [name, labels] : to_.enums) {
    const auto was = from_.enums.find(name);
    if (was != from_.enums.end() && was->second != labels)
      report(effect_kind::object_changed, {}, "type " + name);
  }
  named_objects(from_.domains, to_.domains, "domain");
  named_objects(from_.sequences, to_.sequences, "sequence");
  for (const std::string& title : from_.objects) {
    if (comparable_object(title) && to_.objects.count(title) == 0)
      report(effect_kind::object_dropped, {}, title);
  }
  for (const std::string& title : to_.objects) {
    if (comparable_object(title) && from_.objects.count(title) == 0)
      report(effect_kind::other_created, {}, title);
  }
}

/// Of what is there on one side alone, its coming or going tells enough.
void comparison::comments() {
  const auto text_of = [](const model& m, const std::string& title) {
    const auto held = m.comments.find(title);
    return held == m.comments.end() ? std::string() : held->second;
  };
  std::set<std::string> titles;
  for (const auto& entry : from_.comments) titles.insert(entry.first);
  for (const auto& entry : to_.comments) titles.insert(entry.first);
  for (const std::string& title : titles)
    comment(text_of(from_, title), text_of(to_, title), {}, title);
}

void comparison::grants() {
  static const privileges none;
  const auto of = [](const model& m, const std::string& title) -> const privileges& {
    const auto held = m.grants.find(title);
    return held == m.grants.end() ? none : held->second;
  };
  std::set<std::string> titles;
  for (const auto& entry : from_.grants) titles.insert(entry.first);
  for (const auto& entry : to_.grants) titles.insert(entry.first);
  for (const std::string& title : titles) rights(title, of(from_, title), of(to_, title));
}

/// What an owner may do needs no grant; only a catalogue tells who it is.
void comparison::rights(const std::string& title, const privileges& from, const privileges& to) {
  const auto owner = [&](const model& m) {
    const auto held = m.owners.find(title);
    return held == m.owners.end() ? std::string() : held->second;
  };
  std::set<std::string> roles;
  for (const auto& entry : from) roles.insert(entry.first);
  for (const auto& entry : to) roles.insert(entry.first);
  roles.erase(owner(from_));
  roles.erase(owner(to_));
  const auto of = [](const privileges& all, const std::string& role) {
    const auto held = all.find(role);
    return held == all.end() ? std::set<std::string>() : held->second;
  };
  for (const std::string& role : roles) {
    const auto had = of(from, role);
    const auto has = of(to, role);
    if (had == has) continue;
    const bool lost = !std::includes(has.begin(), has.end(), had.begin(), had.end());
    report(lost ? effect_kind::privileges_revoked : effect_kind::object_changed, table_in(title),
           "rights of " + role + " on " + title);
  }
}

}  // namespace sluice::schema
