#include "dialects/mysql/fact_finder.hpp"
#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>

namespace sluice::mysql {

using schema::has_words;

namespace {

const schema::column* find_column(const schema::table* t, std::string_view name) {
  return t == nullptr ? nullptr : schema::find_column(*t, name, dialect::mysql);
}

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& each) {
    return schema::same_name(each, name, dialect::mysql);
  });
}

bool is_indexed(const schema::table* t, std::string_view column) {
  return t != nullptr && std::any_of(t->indexes.begin(), t->indexes.end(), [&](const auto& entry) {
           return holds(entry.second.columns, column);
         });
}

bool has_virtual_column(const schema::table* t) {
  return t != nullptr && std::any_of(t->columns.begin(), t->columns.end(),
                                     [](const auto& c) { return c.generated && !c.stored; });
}

bool has_stored_column(const schema::table* t) {
  return t != nullptr && std::any_of(t->columns.begin(), t->columns.end(),
                                     [](const auto& c) { return c.generated && c.stored; });
}

bool has_fulltext(const schema::table* t) {
  return t != nullptr && std::any_of(t->indexes.begin(), t->indexes.end(), [](const auto& entry) {
           return entry.second.method == "fulltext";
         });
}

/// FIRST, or AFTER a column, at the end of a definition.
bool is_placed(const std::vector<std::string>& words) {
  return !words.empty() &&
         (words.back() == "first" || (words.size() > 1 && words[words.size() - 2] == "after"));
}

/// CONVERT TO what all columns have already.
bool keeps_characters(const schema::table* before, const schema::table* after) {
  if (before == nullptr || after == nullptr || !before->columns_complete) return false;
  return std::all_of(before->columns.begin(), before->columns.end(), [&](const auto& was) {
    const schema::column* is = find_column(after, was.name);
    return is != nullptr && before->characters_of(was) == after->characters_of(*is);
  });
}

/// ADD COLUMN IF NOT EXISTS of a column that is there, and the like.
bool does_nothing(const schema::table* t, const sql::alter_action& action) {
  if (const auto* added = std::get_if<sql::add_column>(&action.what))
    return added->if_not_exists && find_column(t, added->column.column.text) != nullptr;
  if (const auto* dropped = std::get_if<sql::drop_column>(&action.what))
    return dropped->if_exists && t != nullptr && find_column(t, dropped->column.text) == nullptr;
  return false;
}

bool is_foreign_key(const schema::table* t, const sql::drop_constraint& a) {
  if (a.kind) return *a.kind == sql::constraint_kind::foreign_key;
  if (t == nullptr) return true;
  const auto found = schema::find_entry(t->constraints, a.constraint.text, dialect::mysql);
  return found != t->constraints.end() && found->second.kind == "foreign key";
}

}  // namespace

void fact_finder::operator()(const sql::alter_table& s) {
  subject on;
  on.key = q_.key_of(s.table);
  on.before = schema::find_table(q_.before, on.key, q_.which());
  on.after = schema::find_table(q_.after, on.key, q_.which());
  if (on.before == nullptr && s.if_exists) return;
  std::vector<action_cost> costs;
  bool drops_key = false;
  bool adds_key = false;
  for (const sql::alter_action& each : s.actions) {
    const action_cost cost =
        std::visit([&](const auto& action) { return act(on, action, each.where); }, each.what);
    const auto* dropped = std::get_if<sql::drop_constraint>(&each.what);
    const auto* added = std::get_if<sql::add_constraint>(&each.what);
    const bool drops = dropped != nullptr && dropped->kind == sql::constraint_kind::primary_key;
    drops_key |= drops;
    adds_key |= added != nullptr && added->constraint.kind == sql::constraint_kind::primary_key;
    // A primary key that is replaced is rebuilt in place.
    note_cost(drops ? rebuild : cost);
    if (!does_nothing(on.before, each)) note(on.key, "", each.where, cost);
    costs.push_back(cost);
  }
  if (drops_key && !adds_key) note_cost(copy);
  const bool moves =
      std::any_of(costs.begin(), costs.end(), [](const auto& c) { return c.moves_columns; });
  if (moves && facts_.algorithm > schema::alter_algorithm::instant) {
    note_cost(rebuild);
    note(on.key, "", q_.statement.where, rebuild);
  }
  if (facts_.algorithm == schema::alter_algorithm::copy &&
      facts_.lock == schema::alter_lock::shared && copies_online(on, s))
    facts_.lock = schema::alter_lock::none;
  if (!is_mariadb())
    note_all(schema::referencing_tables(q_.before, on.key), "referencing table",
             q_.statement.where);
}

action_cost fact_finder::cost_of_default(const sql::column_definition& c) const {
  if (!c.default_value) return instant;
  const auto said = words(*c.default_value);
  const std::string_view text =
      q_.file.bytes().substr(c.default_value->begin, c.default_value->size());
  if (!text.starts_with('(')) return instant;
  if (!is_mariadb()) return copy;
  const bool copies =
      has_words(said, "uuid") ||
      std::any_of(said.begin(), said.end(), [&](const std::string& word) {
        const auto* t = schema::find_table(
            q_.before, q_.key_of(std::get<sql::alter_table>(q_.statement.what).table), q_.which());
        return find_column(t, word) != nullptr;
      });
  return copies ? copy : instant;
}

action_cost fact_finder::act(const subject& s, const sql::add_column& a, text::span where) {
  const sql::column_definition& c = a.column;
  if (a.if_not_exists && find_column(s.before, c.column.text) != nullptr) return instant;
  if (has_fulltext(s.before)) return is_mariadb() ? rebuild_shared : copy;
  if (c.generated && c.stored) return copy;
  const bool references = c.references && !is_before(9, 0, 0);
  if (references) {
    const std::string parent = q_.key_of(c.references->table);
    if (!is_mariadb() && parent != s.key) note(parent, "referenced table", where, instant);
    return copy;
  }
  if (c.has_check && !is_mariadb() && !has_words(words(c.where), "not enforced")) return copy;
  const action_cost by_default = cost_of_default(c);
  if (by_default.rewrites) return by_default;
  if (c.generates_value) return rebuild_shared;
  if (c.unique || c.primary_key) return rebuild;
  const bool placed = is_placed(words(where));
  if (placed && is_before(8, 0, 29)) return rebuild;
  if (placed && is_mariadb() && has_virtual_column(s.before)) return copy;
  return c.generated ? instant : instant_column;
}

action_cost fact_finder::act(const subject& s, const sql::drop_column& a, text::span) {
  if (a.if_exists && s.before != nullptr && find_column(s.before, a.column.text) == nullptr)
    return instant;
  if (s.before == nullptr) {
    depends("whether the column is indexed is not known");
    return rebuild;
  }
  if (has_fulltext(s.before)) return is_mariadb() ? rebuild_shared : copy;
  if (holds(s.before->primary_key, a.column.text)) return copy;
  const schema::column* c = find_column(s.before, a.column.text);
  if (is_mariadb() && has_virtual_column(s.before) && is_indexed(s.before, a.column.text))
    return copy;
  if (c != nullptr && c->generated && !c->stored) return instant;
  if (is_indexed(s.before, a.column.text)) return is_mariadb() ? no_copy : rebuild;
  return is_before(8, 0, 29) ? rebuild : instant_column;
}

action_cost fact_finder::act(const subject& s, const sql::rename_column& a, text::span) {
  if (is_mariadb()) return instant;
  for (const std::string& child : schema::referencing_tables(q_.before, s.key)) {
    for (const auto& entry : q_.before.tables.at(child).constraints) {
      if (entry.second.references == s.key && holds(entry.second.referenced_columns, a.from.text))
        return in_place;
    }
  }
  return is_before(8, 0, 28) ? in_place : instant;
}

action_cost fact_finder::act(const subject& s, const sql::rename_to&, text::span where) {
  note_family(s.key, where);
  action_cost cost = instant;
  if (is_mariadb()) cost.lock = schema::alter_lock::exclusive;
  return cost;
}

action_cost fact_finder::act(const subject& s, const sql::redefine_column& a, text::span where) {
  const schema::column* from = find_column(s.before, a.from.text);
  if (from == nullptr) {
    depends("what the column was is not known");
    return copy;
  }
  schema::column to = schema::make_column(a.to, q_.which());
  if (const schema::column* made = find_column(s.after, a.to.column.text)) to = *made;
  action_cost cost = cost_of_redefinition(*from, to, is_indexed(s.before, a.from.text), q_.server);
  const auto worse = [&](const action_cost& other) {
    if (other.algorithm > cost.algorithm) cost = other;
  };
  const bool same_expression = !is_mariadb() && from->stored == to.stored &&
                               !from->default_text.text.empty() &&
                               from->default_text.text == to.default_text.text;
  if (from->generated && to.generated && !same_expression && (!is_mariadb() || to.stored)) {
    depends("whether the generated expression changes is not known");
    worse(copy);
  }
  if (from->nullable && !to.nullable && is_mariadb() && has_stored_column(s.before)) worse(copy);
  if (is_placed(words(where))) {
    if (is_mariadb())
      cost.moves_columns = true;
    else
      worse(rebuild);
  }
  if (!schema::same_name(a.from.text, a.to.column.text, q_.which()))
    worse(act(s, sql::rename_column{a.from, a.to.column}, where));
  return cost;
}

action_cost fact_finder::cost_of_index(const subject& s, std::string_view sort,
                                       const std::vector<sql::name>& parts) const {
  action_cost shared = index_build_shared;
  if (is_mariadb()) shared.algorithm = schema::alter_algorithm::nocopy;
  if (sort == "fulltext" && !has_fulltext(s.before))
    return {schema::alter_algorithm::inplace, schema::alter_lock::shared, true, true};
  if (!sort.empty()) return shared;
  if (is_mariadb()) return index_build_no_copy;
  const bool has_expression = std::any_of(parts.begin(), parts.end(),
                                          [](const sql::name& part) { return part.text.empty(); });
  return has_expression ? index_build_shared : index_build;
}

action_cost fact_finder::act(const subject& s, const sql::add_constraint& a, text::span where) {
  const sql::table_constraint& c = a.constraint;
  switch (c.kind) {
    case sql::constraint_kind::primary_key:
      return rebuild;
    case sql::constraint_kind::unique:
      return cost_of_index(s, "", c.parts);
    case sql::constraint_kind::foreign_key:
      if (c.references && !is_mariadb()) {
        const std::string parent = q_.key_of(c.references->table);
        if (parent != s.key) note(parent, "referenced table", where, instant);
      }
      return copy;
    case sql::constraint_kind::check:
      return c.not_enforced ? instant : copy;
    case sql::constraint_kind::exclude:
      break;
  }
  return copy;
}

action_cost fact_finder::act(const subject& s, const sql::add_index& a, text::span) {
  return cost_of_index(s, a.index.sort, a.index.parts);
}

action_cost fact_finder::act(const subject& s, const sql::drop_constraint& a, text::span where) {
  if (!is_mariadb() && is_foreign_key(s.before, a))
    note_all(schema::referenced_tables(q_.before, s.key), "referenced table", where);
  std::string kind;
  if (a.kind) {
    kind = schema::constraint_kind_name(*a.kind);
  } else if (s.before != nullptr) {
    const auto found = schema::find_entry(s.before->constraints, a.constraint.text, q_.which());
    if (found != s.before->constraints.end()) kind = found->second.kind;
  }
  if (kind == "primary key") return copy;
  if (kind == "foreign key") return is_mariadb() ? instant : in_place;
  if (kind == "check") return instant;
  if (kind == "unique") return is_mariadb() ? no_copy : in_place;
  if (!a.if_exists) depends("the constraint is not in the model");
  return a.if_exists ? instant : copy;
}

action_cost fact_finder::act(const subject&, const sql::drop_table_index&, text::span) {
  return is_mariadb() ? no_copy : in_place;
}

action_cost fact_finder::act(const subject&, const sql::rename_index&, text::span) {
  return is_mariadb() ? instant : in_place;
}

action_cost fact_finder::act(const subject&, const sql::enforce_constraint& a, text::span) {
  return a.enforced ? copy : instant;
}

action_cost fact_finder::act(const subject& s, const sql::convert_characters&, text::span) {
  if (!keeps_characters(s.before, s.after)) return copy;
  return is_mariadb() ? instant : in_place;
}

action_cost fact_finder::act(const subject& s, const sql::narrow_partitions& a, text::span where) {
  return act(s, sql::quiet_action{a.words}, where);
}

action_cost fact_finder::act(const subject&, const sql::convert_partition&, text::span) {
  depends("what a change of partitions costs is not measured");
  return copy;
}

action_cost fact_finder::act(const subject&, const sql::change_period& a, text::span) {
  return a.bounds.empty() ? instant : copy;
}

action_cost fact_finder::act(const subject&, const sql::drop_rows&, text::span) {
  depends("what a change of partitions costs is not measured");
  return copy;
}

action_cost fact_finder::act(const subject&, const sql::quiet_action& a, text::span where) {
  const auto said = words(where);
  const auto begins = [&](std::string_view with) { return a.words.starts_with(with); };
  if (begins("ENGINE")) return has_words(said, "innodb") ? rebuild : copy;
  if (begins("FORCE") || begins("ROW_FORMAT") || begins("KEY_BLOCK_SIZE")) return rebuild;
  if (begins("PARTITION BY") || begins("REMOVE PARTITIONING") || begins("ADD SYSTEM") ||
      begins("ORDER BY"))
    return copy;
  if (begins("AUTO_INCREMENT") || begins("COMMENT") || begins("DEFAULT") || begins("CHARACTER") ||
      begins("CHARSET") || begins("COLLATE") || begins("STATS") || begins("ALTER INDEX") ||
      begins("ALTER KEY"))
    return is_mariadb() ? instant : in_place;
  depends("what this option costs is not measured");
  return copy;
}

action_cost fact_finder::act(const subject&, const sql::opaque_action&, text::span) {
  depends("the action is not understood");
  return copy;
}

}  // namespace sluice::mysql
