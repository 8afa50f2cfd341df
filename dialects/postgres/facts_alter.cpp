#include "dialects/postgres/fact_finder.hpp"
#include "dialects/schema/folding.hpp"
#include "dialects/schema/volatility.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sluice::postgres {

using schema::table_lock;

namespace {

using schema::has_words;

const schema::column* find_column(const schema::table* t, std::string_view name) {
  return t == nullptr ? nullptr : schema::find_column(*t, name, dialect::postgres);
}

/// A validated CHECK (column IS NOT NULL) spares SET NOT NULL the scan (since PostgreSQL 12).
bool is_proved_not_null(const schema::table& t, std::string_view column) {
  return std::any_of(t.constraints.begin(), t.constraints.end(), [&](const auto& entry) {
    const schema::constraint& c = entry.second;
    if (c.kind != "check" || !c.valid || c.columns.size() != 1 || c.columns.front() != column)
      return false;
    std::string bare;
    for (const char each : sql::lower_case(c.condition.text)) {
      if (each != '(' && each != ')' && each != '"') bare += each;
    }
    return bare == std::string(column) + " is not null";
  });
}

/// The index that belongs to a key, or one over the column, has to be made anew with it.
bool is_indexed(const schema::table& t, std::string_view column) {
  return std::any_of(t.indexes.begin(), t.indexes.end(), [&](const auto& entry) {
    const auto& columns = entry.second.columns;
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

std::vector<const schema::constraint*> foreign_keys_of(const schema::table& t,
                                                       std::string_view column) {
  std::vector<const schema::constraint*> found;
  for (const auto& entry : t.constraints) {
    const schema::constraint& c = entry.second;
    if (c.kind == "foreign key" &&
        std::find(c.columns.begin(), c.columns.end(), column) != c.columns.end())
      found.push_back(&c);
  }
  return found;
}

bool is_checked(const schema::table& t, std::string_view column) {
  return std::any_of(t.constraints.begin(), t.constraints.end(), [&](const auto& entry) {
    const schema::constraint& c = entry.second;
    return c.kind == "check" &&
           std::find(c.columns.begin(), c.columns.end(), column) != c.columns.end();
  });
}

}  // namespace

void fact_finder::note_tree(const subject& s, table_lock lock, work what, text::span where) {
  note(s.key, "", lock, what, where);
  note_all(s.children, "child", lock, what, where);
}

void fact_finder::operator()(const sql::alter_table& s) {
  subject on;
  on.key = q_.key_of(s.table);
  on.before = schema::find_table(q_.before, on.key, q_.which());
  if (on.before == nullptr && s.if_exists) return;
  on.after = schema::find_table(q_.after, on.key, q_.which());
  const auto head = words({q_.statement.where.begin, s.table.where.end});
  if (!has_words(head, "table only")) on.children = schema::descendants(q_.before, on.key);
  for (const sql::alter_action& each : s.actions) {
    std::visit([&](const auto& action) { act(on, action, each.where); }, each.what);
  }
}

void fact_finder::act(const subject& s, const sql::add_column& a, text::span where) {
  const sql::column_definition& c = a.column;
  if (a.if_not_exists && find_column(s.before, c.column.text) != nullptr) {
    note(s.key, "", table_lock::access_exclusive, {}, where);
    return;
  }
  // Of a table that the model does not hold, the statement itself tells most.
  const schema::column* held = find_column(s.after, c.column.text);
  schema::column made = held != nullptr ? *held : schema::make_column(c, q_.which());
  if (held == nullptr && c.default_value)
    made.default_volatility =
        schema::volatility_of(q_.file.slice(*c.default_value), q_.before, q_.which());
  work what;
  what.builds_index = c.unique || c.primary_key;
  what.scans = c.has_check || what.builds_index || (c.references && c.default_value);
  if (made.generated) {
    what.rewrites = made.stored || q_.server.major < 18;
  } else if (made.generates_value) {
    what.rewrites = true;
  } else if (made.has_default) {
    what.rewrites = made.default_volatility == schema::volatility::changing ||
                    made.default_volatility == schema::volatility::unknown;
    if (made.default_volatility == schema::volatility::unknown)
      depends("whether the default is volatile is not known");
  }
  if (q_.before.domains.count(made.type) != 0 ||
      q_.before.objects.count("domain " + made.type) != 0) {
    what.rewrites = true;
    depends("a domain with a constraint is checked by writing the table anew");
  }
  note_tree(s, table_lock::access_exclusive, what, where);
  if (c.references) {
    const std::string parent = q_.key_of(c.references->table);
    if (parent != s.key)
      note(parent, "referenced table", table_lock::share_row_exclusive,
           {.scans = c.default_value.has_value()}, where);
  }
}

void fact_finder::act(const subject& s, const sql::drop_column& a, text::span where) {
  if (s.before != nullptr && find_column(s.before, a.column.text) == nullptr && a.if_exists) {
    note(s.key, "", table_lock::access_exclusive, {}, where);
    return;
  }
  note_tree(s, table_lock::access_exclusive, {}, where);
  if (s.before == nullptr) return;
  note_foreign_keys(s, a.column.text, a.cascade, where);
  if (a.cascade) note_all(views_lost(), "view", table_lock::access_exclusive, {}, where);
}

/// A foreign key that goes, or is made anew, takes both of its tables.
void fact_finder::note_foreign_keys(const subject& s, std::string_view column, bool referencing,
                                    text::span where) {
  for (const schema::constraint* c : foreign_keys_of(*s.before, column)) {
    if (c->references != s.key)
      note(c->references, "referenced table", table_lock::access_exclusive, {}, where);
  }
  if (!referencing) return;
  for (const std::string& child : schema::referencing_tables(q_.before, s.key)) {
    for (const auto& entry : q_.before.tables.at(child).constraints) {
      const auto& to = entry.second.referenced_columns;
      if (entry.second.references == s.key && std::find(to.begin(), to.end(), column) != to.end())
        note(child, "referencing table", table_lock::access_exclusive, {}, where);
    }
  }
}

void fact_finder::act(const subject& s, const sql::rename_column&, text::span where) {
  note_tree(s, table_lock::access_exclusive, {}, where);
}

void fact_finder::act(const subject& s, const sql::set_not_null& a, text::span where) {
  const bool scans =
      !a.unchecked && (s.before == nullptr || !is_proved_not_null(*s.before, a.column.text));
  note(s.key, "", table_lock::access_exclusive, {.scans = scans}, where);
  const schema::column* c = find_column(s.before, a.column.text);
  if (c != nullptr && !c->nullable) facts_.relations.back().scans = false;
  for (const std::string& child : s.children) {
    const schema::table& t = q_.before.tables.at(child);
    const schema::column* there = find_column(&t, a.column.text);
    const bool spared = a.unchecked || (there != nullptr && !there->nullable) ||
                        is_proved_not_null(t, a.column.text);
    note(child, "child", table_lock::access_exclusive, {.scans = !spared}, where);
  }
}

void fact_finder::act(const subject& s, const sql::drop_not_null&, text::span where) {
  note_tree(s, table_lock::access_exclusive, {}, where);
}

void fact_finder::act(const subject& s, const sql::set_default&, text::span where) {
  note_tree(s, table_lock::access_exclusive, {}, where);
}

void fact_finder::act(const subject& s, const sql::drop_default&, text::span where) {
  note_tree(s, table_lock::access_exclusive, {}, where);
}

void fact_finder::act(const subject& s, const sql::change_type& a, text::span where) {
  const schema::column* c = find_column(s.before, a.column.text);
  type_change_cost cost{true, false, false};
  if (c != nullptr) cost = cost_of_type_change(c->type, a.type);
  if (c != nullptr && q_.before.enums.count(c->type) != 0 && c->type != a.type)
    cost = {true, false, true};
  const auto said = words(where);
  if (has_words(said, "using") &&
      !has_words({said.end() - 2, said.end()}, "using " + a.column.text))
    cost = {true, false, true};
  if (has_words(said, "collate")) cost.rebuilds_indexes = true;
  if (!cost.known) depends("whether the change of type writes the table anew is not known");
  work what;
  what.rewrites = cost.rewrites;
  if (!cost.rewrites && s.before != nullptr) {
    what.builds_index = cost.rebuilds_indexes && is_indexed(*s.before, a.column.text);
    what.scans = what.builds_index || is_checked(*s.before, a.column.text);
  }
  note_tree(s, table_lock::access_exclusive, what, where);
  if (s.before != nullptr) note_foreign_keys(s, a.column.text, true, where);
}

void fact_finder::add_key(const subject& s, const sql::table_constraint& c, text::span where) {
  const bool has_index = c.using_index.has_value();
  work what;
  what.builds_index = !has_index;
  what.scans = what.builds_index;
  if (has_index && c.kind == sql::constraint_kind::primary_key && s.after != nullptr) {
    what.scans = std::any_of(s.after->primary_key.begin(), s.after->primary_key.end(),
                             [&](const std::string& column) {
                               const schema::column* was = find_column(s.before, column);
                               return was == nullptr || was->nullable;
                             });
  }
  note_tree(s, table_lock::access_exclusive, what, where);
}

void fact_finder::add_foreign_key(const subject& s, const sql::add_constraint& a,
                                  text::span where) {
  const sql::table_constraint& c = a.constraint;
  note_tree(s, table_lock::share_row_exclusive, {.scans = !c.not_valid}, where);
  if (!c.references) return;
  const std::string parent = q_.key_of(c.references->table);
  if (parent == s.key) return;
  note(parent, "referenced table", table_lock::share_row_exclusive, {.scans = !c.not_valid}, where);
  note_all(schema::descendants(q_.before, parent), "partition of the referenced table",
           table_lock::share_row_exclusive, {}, where);
}

void fact_finder::act(const subject& s, const sql::set_expression& a, text::span where) {
  const schema::column* held = s.before == nullptr ? nullptr : s.before->find(a.column.text);
  const bool in_rows = held == nullptr || !held->generated || held->stored;
  note_tree(s, table_lock::access_exclusive, {.rewrites = in_rows}, where);
}

/// Only foreign keys have it.
void fact_finder::act(const subject& s, const sql::enforce_constraint& a, text::span where) {
  note(s.key, "", table_lock::access_exclusive, {.scans = a.enforced}, where);
  if (s.before != nullptr) {
    const auto held = s.before->constraints.find(a.constraint.text);
    if (held != s.before->constraints.end() && !held->second.references.empty()) {
      note(held->second.references, "referenced table", table_lock::access_exclusive, {}, where);
      return;
    }
  }
  depends("the constraint is not in the model");
}

void fact_finder::act(const subject& s, const sql::add_constraint& a, text::span where) {
  switch (a.constraint.kind) {
    case sql::constraint_kind::foreign_key:
      add_foreign_key(s, a, where);
      break;
    case sql::constraint_kind::check:
      note_tree(s, table_lock::access_exclusive, {.scans = !a.constraint.not_valid}, where);
      break;
    case sql::constraint_kind::primary_key:
    case sql::constraint_kind::unique:
    case sql::constraint_kind::exclude:
      add_key(s, a.constraint, where);
      break;
  }
}

void fact_finder::act(const subject& s, const sql::drop_constraint& a, text::span where) {
  note_tree(s, table_lock::access_exclusive, {}, where);
  if (s.before == nullptr) {
    depends("a foreign key's referenced table is locked, too, and the table is not in the model");
    return;
  }
  const auto found = s.before->constraints.find(a.constraint.text);
  if (found == s.before->constraints.end()) {
    if (!a.if_exists) depends("the constraint is not in the model");
    return;
  }
  const schema::constraint& c = found->second;
  if (c.kind == "foreign key" && c.references != s.key)
    note(c.references, "referenced table", table_lock::access_exclusive, {}, where);
  if (has_words(words(where), "cascade") && (c.kind == "unique" || c.kind == "primary key"))
    note_all(schema::referencing_tables(q_.before, s.key), "referencing table",
             table_lock::access_exclusive, {}, where);
}

void fact_finder::act(const subject& s, const sql::validate_constraint& a, text::span where) {
  bool scans = true;
  if (s.before != nullptr) {
    const auto found = s.before->constraints.find(a.constraint.text);
    scans = found == s.before->constraints.end() || !found->second.valid;
  }
  note_tree(s, table_lock::share_update_exclusive, {.scans = scans}, where);
}

void fact_finder::act(const subject& s, const sql::attach_partition& a, text::span where) {
  note(s.key, "", table_lock::share_update_exclusive, {}, where);
  const std::string key = q_.key_of(a.partition);
  note(key, "new partition", table_lock::access_exclusive, {.scans = true}, where);
  const schema::table* t = schema::find_table(q_.before, key, q_.which());
  const bool checked =
      t == nullptr || std::any_of(t->constraints.begin(), t->constraints.end(),
                                  [](const auto& entry) { return entry.second.kind == "check"; });
  if (checked) depends("whether a constraint of the partition proves its bounds is not known");
  default_partition(s.key, {.scans = true}, where);
}

void fact_finder::act(const subject& s, const sql::detach_partition& a, text::span where) {
  const std::string key = q_.key_of(a.partition);
  if (a.concurrently || a.finalize) {
    note(s.key, "", table_lock::share_update_exclusive, {}, where);
    note(key, "partition", table_lock::access_exclusive, {}, where);
    return;
  }
  note(s.key, "", table_lock::access_exclusive, {}, where);
  note(key, "partition",
       q_.server.major < 14 ? table_lock::share_update_exclusive : table_lock::access_exclusive, {},
       where);
  default_partition(s.key, {}, where);
}

void fact_finder::act(const subject& s, const sql::change_parent& a, text::span where) {
  note(s.key, "", table_lock::access_exclusive, {}, where);
  if (!a.removed)
    note(q_.key_of(a.parent), "parent", table_lock::share_update_exclusive, {}, where);
}

void fact_finder::act(const subject& s, const sql::quiet_action&, text::span where) {
  const auto said = words(where);
  for (const std::string_view stored :
       {"set logged", "set unlogged", "set access method", "set tablespace"}) {
    if (!has_words(said, stored)) continue;
    note(s.key, "", table_lock::access_exclusive, {.rewrites = true}, where);
    return;
  }
  const bool strong = has_words(said, "storage") || has_words(said, "compression") ||
                      has_words(said, "owner to") || has_words(said, "oids") ||
                      has_words(said, "replica identity");
  const table_lock lock =
      strong ? table_lock::access_exclusive : table_lock::share_update_exclusive;
  if (has_words(said, "statistics") || has_words(said, "storage") ||
      has_words(said, "compression")) {
    note_tree(s, lock, {}, where);
  } else {
    note(s.key, "", lock, {}, where);
  }
}

void fact_finder::act(const subject& s, const sql::opaque_action&, text::span where) {
  struct known_action {
    std::string_view words;
    table_lock lock;
    bool rewrites = false;
    bool children = false;
  };
  constexpr std::array<known_action, 11> known{{
      {"row level security", table_lock::access_exclusive},
      {"replica identity", table_lock::access_exclusive},
      {"rule", table_lock::access_exclusive},
      {"enable trigger", table_lock::share_row_exclusive, false, true},
      {"disable trigger", table_lock::share_row_exclusive, false, true},
      {"enable replica trigger", table_lock::share_row_exclusive, false, true},
      {"enable always trigger", table_lock::share_row_exclusive, false, true},
      {"generated", table_lock::access_exclusive},
      {"restart", table_lock::access_exclusive},
      {"not of", table_lock::access_exclusive},
      {"alter constraint", table_lock::access_exclusive},
  }};
  const auto said = words(where);
  for (const known_action& each : known) {
    if (!has_words(said, each.words)) continue;
    const work what{.rewrites = each.rewrites};
    if (each.children)
      note_tree(s, each.lock, what, where);
    else
      note(s.key, "", each.lock, what, where);
    return;
  }
  note(s.key, "", table_lock::access_exclusive, {.scans = true, .rewrites = true}, where);
  depends("the action is not understood");
}

}  // namespace sluice::postgres
