#include "dialects/schema/folding.hpp"

#include <algorithm>
#include <array>
#include <variant>

/// What has no statement of its own: types, sequences, roles, policies, and commands.
namespace sluice::schema {
namespace {

/// What CREATE, ALTER and DROP of a class mean to statements. A new cast, operator or conversion
/// can change what an old expression means.
struct class_meaning {
  std::string_view object_class;
  effect_kind created, altered, dropped;
};

constexpr std::array meanings{
    class_meaning{"cast", effect_kind::unknown, effect_kind::unknown, effect_kind::object_dropped},
    class_meaning{"operator", effect_kind::unknown, effect_kind::unknown,
                  effect_kind::object_dropped},
    class_meaning{"operator class", effect_kind::unknown, effect_kind::unknown,
                  effect_kind::object_dropped},
    class_meaning{"transform", effect_kind::unknown, effect_kind::unknown,
                  effect_kind::object_dropped},
    class_meaning{"default conversion", effect_kind::unknown, effect_kind::unknown,
                  effect_kind::object_dropped},
    // A scheduled program changes rows.
    class_meaning{"event", effect_kind::unknown, effect_kind::unknown, effect_kind::object_dropped},
    class_meaning{"policy", effect_kind::table_behaviour_changed,
                  effect_kind::table_behaviour_changed, effect_kind::table_behaviour_changed},
    class_meaning{"rule", effect_kind::table_behaviour_changed,
                  effect_kind::table_behaviour_changed, effect_kind::table_behaviour_changed},
    class_meaning{"statistics", effect_kind::other_created, effect_kind::nothing,
                  effect_kind::nothing},
    class_meaning{"event trigger", effect_kind::other_created, effect_kind::nothing,
                  effect_kind::nothing},
    class_meaning{"prepare", effect_kind::nothing, effect_kind::nothing, effect_kind::nothing},
    // What is granted on objects to come.
    class_meaning{"default privileges", effect_kind::nothing, effect_kind::nothing,
                  effect_kind::nothing},
    class_meaning{"aggregate", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::object_dropped},
    class_meaning{"sequence", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::object_dropped},
    class_meaning{"type", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::object_dropped},
    class_meaning{"domain", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::object_dropped},
    class_meaning{"collation", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::object_dropped},
    class_meaning{"function", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::routine_dropped},
    class_meaning{"procedure", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::routine_dropped},
    class_meaning{"routine", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::routine_dropped},
    class_meaning{"view", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::view_dropped},
    class_meaning{"materialized view", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::view_dropped},
    class_meaning{"index", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::index_dropped},
    class_meaning{"trigger", effect_kind::other_created, effect_kind::object_changed,
                  effect_kind::trigger_dropped},
};

class_meaning meaning_of(std::string_view object_class) {
  const auto found = std::find_if(meanings.begin(), meanings.end(), [&](const class_meaning& m) {
    return m.object_class == object_class;
  });
  if (found != meanings.end()) return *found;
  return {object_class, effect_kind::other_created, effect_kind::unknown,
          effect_kind::object_dropped};
}

bool stands_in(std::string_view key, const std::string& schema_name) {
  return key.size() > schema_name.size() + 1 && key.starts_with(schema_name) &&
         key[schema_name.size()] == '.';
}

/// What the model holds with the table, not by its title.
bool is_part_of_table(std::string_view object_class) {
  return object_class == "policy" || object_class == "rule";
}

/// Objects that belong to no schema.
bool stands_alone(std::string_view object_class) {
  return object_class == "schema" || object_class == "extension" || object_class == "publication" ||
         object_class == "event trigger" || object_class == "server" ||
         object_class == "foreign data wrapper";
}

/// The key in a title: "billing.numbers" of "sequence billing.numbers".
std::string_view key_in(std::string_view title) {
  const std::size_t arguments = std::min(title.find('('), title.size());
  return title.substr(title.rfind(' ', arguments) + 1);
}

std::string moved_title(const std::string& title, const std::string& from, const std::string& to) {
  const std::size_t at = title.size() - key_in(title).size();
  return title.substr(0, at) + to + title.substr(at + from.size());
}

template <typename Map>
void move_titles(Map& entries, const std::string& from, const std::string& to) {
  std::vector<std::string> inside;
  for (const auto& entry : entries) {
    if (stands_in(key_in(entry.first), from)) inside.push_back(entry.first);
  }
  for (const std::string& title : inside) move_key(entries, title, moved_title(title, from, to));
}

/// Routines that call routines, and themselves.
constexpr int deepest_call = 8;

}  // namespace

std::string folder::title(const sql::object_command& s, const sql::object_name* object) const {
  if (object == nullptr) return s.object_class;
  return s.object_class + " " +
         (stands_alone(s.object_class) ? object->object.text : key_of(*object));
}

void folder::operator()(const sql::object_command& s) {
  if (s.verb == sql::object_verb::create) {
    create_object(s);
  } else if (!s.objects.empty()) {
    for (const sql::object_name& object : s.objects) {
      if (s.verb == sql::object_verb::alter) alter_object(s, object);
      if (s.verb == sql::object_verb::drop) drop_object(s, object);
    }
  } else if (s.verb == sql::object_verb::drop) {
    report(meaning_of(s.object_class).dropped, {}, title(s, nullptr), {});
  } else {
    // MySQL: the character set of tables to come.
    const bool harmless =
        dialect_ == dialect::mysql && (s.object_class == "database" || s.object_class == "schema");
    report(harmless ? effect_kind::nothing : meaning_of(s.object_class).altered, {},
           title(s, nullptr), {});
  }
}

void folder::create_object(const sql::object_command& s) {
  // The statements inside CREATE SCHEMA name their objects without the schema.
  if (!s.elements.empty()) report(effect_kind::unknown, {}, title(s, nullptr), {});
  const sql::object_name* object = s.objects.empty() ? nullptr : &s.objects.front();
  const std::string named = title(s, object);
  const text::span where = object == nullptr ? text::span() : object->where;
  if (s.if_not_exists && model_.objects.count(named) != 0) {
    skip(effect_kind::other_created, {}, named, where);
    return;
  }
  effect_kind kind = meaning_of(s.object_class).created;
  // An aggregate that the model does not hold is as new as a function is.
  const bool changes =
      s.or_replace && (s.object_class != "aggregate" || model_.objects.count(named) != 0);
  if (kind == effect_kind::other_created && changes) kind = effect_kind::object_changed;
  report(kind, s.table ? find(*s.table).key : std::string(), named, where);
  if (object == nullptr) return;
  if (is_part_of_table(s.object_class)) {
    change_policy(s, *object);
    return;
  }
  model_.objects.insert(named);
  if (s.object_class == "statistics" && !s.tables.empty()) {
    const subject on = find(s.tables.front());
    if (on.held != nullptr) on.held->statistics.insert(key_of(*object));
  }
  hold(s, key_of(*object));
}

void folder::alter_object(const sql::object_command& s, const sql::object_name& object) {
  const std::string named = title(s, &object);
  const std::string on = s.table ? find(*s.table).key : std::string();
  if (is_part_of_table(s.object_class)) {
    change_policy(s, object);
  } else {
    alter_held(s, key_of(object));
  }
  switch (s.how) {
    case sql::object_alteration::rename:
      if (s.object_class == "index") {
        rename_index(s, object);
        return;
      }
      rename_known(s, key_of(object), model_name_beside(*s.to, key_of(object), dialect_));
      if (meaning_of(s.object_class).altered == effect_kind::nothing) {
        report(effect_kind::nothing, on, named, object.where);
      } else {
        report(effect_kind::object_renamed, on, named, object.where).to = key_of(*s.to);
      }
      return;
    case sql::object_alteration::add_value:
      report(effect_kind::value_added, {}, named, object.where);
      return;
    case sql::object_alteration::owner:
      report(effect_kind::owner_changed, on, named, object.where);
      return;
    case sql::object_alteration::validate:
    case sql::object_alteration::bookkeeping:
      report(effect_kind::nothing, on, named, object.where);
      return;
    case sql::object_alteration::none:
    case sql::object_alteration::other:
      break;
  }
  if (s.object_class == "sequence" && only_grows()) {
    report(effect_kind::nothing, on, named, object.where);
    return;
  }
  report(meaning_of(s.object_class).altered, on, named, object.where);
}

/// The model's own entry under the new name.
void folder::rename_known(const sql::object_command& s, const std::string& from,
                          const std::string& to) {
  if (model_.objects.erase(s.object_class + " " + from) != 0)
    model_.objects.insert(s.object_class + " " + to);
  if (s.object_class == "type" || s.object_class == "domain") rename_type(from, to);
  if (s.object_class == "sequence") {
    move_key(model_.sequences, from, to);
    move_title("sequence " + from, "sequence " + to);
  }
  if (s.object_class == "view" || s.object_class == "materialized view") {
    move_key(model_.views, from, to);
    move_key(model_.needs, from, to);
    move_key(model_.shapes, from, to);
    move_title("view " + from, "view " + to);
    rename_need(from, to);
  } else if (s.object_class == "function" || s.object_class == "procedure" ||
             s.object_class == "routine") {
    if (const auto signature = signature_behind(s.objects.front()); signature) {
      const std::string held = routine_key(from, signature);
      const std::string body = held.empty() ? std::string() : model_.routines.at(held);
      const auto declared = model_.volatilities.find(from);
      if (declared != model_.volatilities.end()) model_.volatilities[to] = declared->second;
      const std::string arguments = "(" + *signature + ")";
      move_title("function " + from + arguments, "function " + to + arguments);
      if (!held.empty()) remove_routine(held, from, signature);
      if (!held.empty()) add_routine(to, signature, body);
    } else {
      move_key(model_.routines, from, to);
      move_key(model_.overloads, from, to);
      move_key(model_.volatilities, from, to);
    }
    for (auto& [key, t] : model_.triggers) {
      if (t.function == from) t.function = to;
    }
  } else if (s.object_class == "trigger" && s.table) {
    const std::string held = find_trigger(model_, from, find(*s.table).key, dialect_);
    if (held.empty()) return;
    trigger moved = model_.triggers.at(held);
    moved.name = to;
    model_.triggers.erase(held);
    model_.triggers[moved.table + "." + to] = moved;
  } else if (s.object_class == "schema") {
    std::vector<std::string> inside;
    for (const auto& [key, t] : model_.tables) {
      if (stands_in(key, from)) inside.push_back(key);
    }
    for (const std::string& key : inside) rename_object(key, to + key.substr(from.size()), {});
    rename_in_schema(from, to);
    move_title("schema " + from, "schema " + to);
  }
}

/// What is no table moves along with its schema.
void folder::rename_in_schema(const std::string& from, const std::string& to) {
  const auto move_all = [&](auto& entries) {
    std::vector<std::string> inside;
    for (const auto& entry : entries) {
      if (stands_in(entry.first, from)) inside.push_back(entry.first);
    }
    for (const std::string& key : inside) move_key(entries, key, to + key.substr(from.size()));
  };
  move_all(model_.views);
  move_all(model_.needs);
  move_all(model_.shapes);
  move_all(model_.routines);
  move_all(model_.overloads);
  move_all(model_.volatilities);
  move_all(model_.sequences);
  move_titles(model_.comments, from, to);
  move_titles(model_.grants, from, to);
  std::vector<std::string> objects;
  for (const std::string& title : model_.objects) {
    if (stands_in(key_in(title), from)) objects.push_back(title);
  }
  for (const std::string& title : objects) {
    model_.objects.erase(title);
    model_.objects.insert(moved_title(title, from, to));
  }
  std::vector<std::string> types;
  for (const auto& entry : model_.enums) types.push_back(entry.first);
  for (const auto& entry : model_.domains) types.push_back(entry.first);
  for (const std::string& type : types) {
    if (stands_in(type, from)) rename_type(type, to + type.substr(from.size()));
  }
}

/// Statements name no index, but ON CONFLICT ON CONSTRAINT names what the index is of.
void folder::rename_index(const sql::object_command& s, const sql::object_name& object) {
  const std::string& to = s.to->object.text;
  const std::string& from = object.object.text;
  for (auto& [key, t] : model_.tables) {
    const bool is_constraint = t.constraints.count(from) != 0;
    if (!is_constraint && t.indexes.count(from) == 0) continue;
    model_.places.add(to, key);
    move_key(t.indexes, from, to);
    if (t.indexes.count(to) != 0) t.indexes.at(to).name = to;
    if (is_constraint) {
      move_key(t.constraints, from, to);
      t.constraints.at(to).name = to;
      report(effect_kind::object_renamed, key, "constraint " + from, object.where).to = to;
    } else {
      report(effect_kind::nothing, key, title(s, &object), object.where);
    }
    return;
  }
  report(effect_kind::nothing, {}, title(s, &object), object.where);
}

void folder::drop_object(const sql::object_command& s, const sql::object_name& object) {
  const std::string key = key_of(object);
  const std::string named = title(s, &object);
  const effect_kind kind = meaning_of(s.object_class).dropped;
  if (kind == effect_kind::routine_dropped) {
    const auto signature = signature_behind(object);
    const std::string held = routine_key(key, signature);
    if (held.empty() && s.if_exists) {
      skip(kind, {}, key, object.where);
      return;
    }
    report(kind, {}, held.empty() ? key : held, object.where);
    if (!held.empty()) remove_routine(held, key, signature);
    return;
  }
  const std::string on = s.table ? find(*s.table).key : std::string();
  const bool found = is_part_of_table(s.object_class) ? change_policy(s, object)
                                                      : model_.objects.erase(named) != 0;
  if (!found && s.if_exists) {
    skip(kind, on, named, object.where);
    return;
  }
  report(kind, on, named, object.where);
  if (s.object_class == "type" || s.object_class == "domain")
    drop_type(key, s.cascade, object.where);
  if (s.object_class == "sequence") {
    model_.sequences.erase(key);
    forget_title("sequence " + key);
  }
  if (s.object_class == "statistics") {
    for (auto& [name, t] : model_.tables) t.statistics.erase(key);
  }
  if (s.object_class == "schema") drop_schema(key, object.where);
}

void folder::forget_schema(const std::string& name) {
  const auto inside = [&](std::string_view title) { return stands_in(key_in(title), name); };
  std::erase_if(model_.comments, [&](const auto& entry) { return inside(entry.first); });
  std::erase_if(model_.grants, [&](const auto& entry) { return inside(entry.first); });
  std::erase_if(model_.objects, inside);
  forget_title("schema " + name);
}

void folder::drop_schema(const std::string& name, text::span where) {
  std::vector<std::string> inside;
  for (const auto& [key, t] : model_.tables) {
    if (stands_in(key, name)) inside.push_back(key);
  }
  for (const std::string& key : inside) {
    report(effect_kind::table_dropped, key, {}, where);
    model_.tables.erase(key);
    drop_references(key, {}, where);
  }
  std::vector<std::string> types;
  for (const auto& entry : model_.enums) types.push_back(entry.first);
  for (const auto& entry : model_.domains) types.push_back(entry.first);
  for (const std::string& type : types) {
    if (stands_in(type, name)) drop_type(type, true, where);
  }
  forget_schema(name);
  std::erase_if(model_.sequences, [&](const auto& entry) { return stands_in(entry.first, name); });
  std::erase_if(model_.views, [&](const auto& entry) { return stands_in(entry.first, name); });
  std::erase_if(model_.routines, [&](const auto& entry) { return stands_in(entry.first, name); });
  std::erase_if(model_.overloads, [&](const auto& entry) { return stands_in(entry.first, name); });
  std::erase_if(model_.triggers,
                [&](const auto& entry) { return stands_in(entry.second.table, name); });
}

void folder::operator()(const sql::truncate_table& s) {
  for (const sql::object_name& table : s.tables)
    report(effect_kind::table_emptied, find(table).key, {}, table.where);
}

/// Every statement that the program may run counts as run.
void folder::operator()(const sql::run_code& s) {
  if (s.body && (s.language == "plpgsql" || s.language == "sql")) {
    run_program(sql::read_program(file_, *s.body, dialect_), file_, false);
    return;
  }
  const std::string called = s.routine ? key_of(*s.routine) : std::string();
  const auto routine = find_entry(model_.routines, called, dialect_);
  if (routine == model_.routines.end() || routine->second.empty() || depth_ == deepest_call) {
    report(effect_kind::unknown, {}, called, {});
    return;
  }
  const text::source body(routine->first, routine->second);
  const auto end = static_cast<std::uint32_t>(body.bytes().size());
  run_program(sql::read_program(body, {0, end}, dialect_), body, true);
}

void folder::run_program(const sql::program& p, const text::source& file, bool elsewhere) {
  for (const sql::parsed_statement& inner : p.statements) {
    folder f(model_, inner, file, dialect_);
    f.depth_ = depth_ + 1;
    if (inner.outcome == sql::understanding::understood) {
      f.change(inner.changes_within);
      std::visit(f, inner.what);
    } else {
      f.report(effect_kind::unknown, {}, inner.head, {});
    }
    for (effect& e : f.take()) {
      // Of a routine that is defined elsewhere, what calls it is shown.
      if (elsewhere) e.where = statement_.where;
      effects_.push_back(std::move(e));
    }
  }
  if (!p.not_followed.empty())
    report(effect_kind::unknown, {}, p.not_followed,
           elsewhere ? text::span() : p.not_followed_where);
  if (effects_.empty()) report(effect_kind::nothing, {}, {}, {});
}

void folder::operator()(const sql::load_rows& s) {
  report(effect_kind::rows_inserted, find(s.table).key, {}, s.table.where);
}

}  // namespace sluice::schema
