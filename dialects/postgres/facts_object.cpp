#include "dialects/postgres/fact_finder.hpp"

#include <algorithm>
#include <array>

namespace sluice::postgres {

using schema::has_words;
using schema::table_lock;

void fact_finder::operator()(const sql::object_command& s) {
  const text::span where = q_.statement.where;
  const auto is = [&](std::string_view of) { return s.object_class == of; };
  if (is("policy") || is("rule") || (is("trigger") && s.verb == sql::object_verb::alter)) {
    if (s.table) note(q_.key_of(*s.table), "", table_lock::access_exclusive, {}, where);
  } else if (is("sequence") && s.verb == sql::object_verb::alter) {
    const bool brief = s.how == sql::object_alteration::rename;
    for (const sql::object_name& each : s.objects)
      note(q_.key_of(each), "",
           brief ? table_lock::access_exclusive : table_lock::share_row_exclusive, {}, where);
  } else if (is("index") && s.verb == sql::object_verb::alter) {
    for (const sql::object_name& each : s.objects)
      note(q_.key_of(each), "", table_lock::share_update_exclusive, {}, where);
  } else if (s.verb == sql::object_verb::create) {
    if (is("publication") || is("statistics")) {
      for (const sql::object_name& each : q_.statement.relations)
        note(q_.key_of(each), "", table_lock::share_update_exclusive, {}, where);
    }
    if (is("extension") || is("subscription")) depends("what it creates is not known");
  } else if (is("domain") && s.verb == sql::object_verb::alter) {
    domain_constraint(s);
  } else if (s.cascade || is("schema") || is("extension") || is("owned")) {
    depends("what goes with it is not known");
  }
}

/// SET NOT NULL and ADD CHECK read every table that has a column of the domain.
void fact_finder::domain_constraint(const sql::object_command& s) {
  const auto said = words(q_.statement.where);
  const bool adds = has_words(said, "set not null") || has_words(said, "add");
  const bool validates = s.how == sql::object_alteration::validate;
  if ((!adds && !validates) || has_words(said, "not valid") || s.objects.empty()) return;
  const std::string domain = q_.key_of(s.objects.front());
  for (const auto& [name, t] : q_.before.tables) {
    if (std::any_of(t.columns.begin(), t.columns.end(),
                    [&](const schema::column& c) { return c.type == domain; }))
      note(name, "uses the domain", table_lock::share, {.scans = true}, q_.statement.where);
  }
}

void fact_finder::operator()(const sql::run_code&) {
  depends("what the program does is known only when it runs");
}

void fact_finder::operator()(const sql::auxiliary& s) {
  const text::span where = q_.statement.where;
  const auto said = words(where);
  const auto each = [&](table_lock lock, work what) {
    for (const sql::object_name& name : q_.statement.relations)
      note(q_.key_of(name), "", lock, what, where);
  };
  if (s.what == "comment" || s.what == "analyze") {
    each(table_lock::share_update_exclusive, {});
  } else if (s.what == "vacuum") {
    if (has_words(said, "full"))
      each(table_lock::access_exclusive, {.rewrites = true});
    else
      each(table_lock::share_update_exclusive, {});
  } else if (s.what == "cluster") {
    each(table_lock::access_exclusive, {.rewrites = true});
  }
}

}  // namespace sluice::postgres
