#include "phases/difference.hpp"

#include "dialects/schema/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace sluice::phases {

namespace {

using schema::definition;
using schema::definitions;

constexpr std::string_view wait_for_retirement = "wait until the release is retired";

bool same_under_any_name(const std::string& kind) {
  return kind == "unique" || kind == "check" || kind == "foreign key" || kind == "index";
}

/// What makes an object the same: for keys neither the name nor the columns that the key names.
std::map<std::string, std::string> identity(const definition& d) {
  std::map<std::string, std::string> facts = d.facts;
  facts.erase("place");
  if (d.kind == "unique" || d.kind == "index") facts.erase("columns");
  return facts;
}

using definition_key = std::tuple<std::string, std::string, std::string>;

definition_key key_of(const definition& d, dialect of) {
  const auto name = [&](const std::string& text) {
    return of == dialect::postgres ? text : sql::lower_case(text);
  };
  return {d.kind, name(d.table), same_under_any_name(d.kind) ? std::string() : name(d.name)};
}

}  // namespace

std::vector<delta> deltas_of(const definitions& before, const definitions& after, dialect d) {
  std::map<definition_key,
           std::pair<std::vector<const definition*>, std::vector<const definition*>>>
      groups;
  for (const definition& each : before) groups[key_of(each, d)].first.push_back(&each);
  for (const definition& each : after) groups[key_of(each, d)].second.push_back(&each);
  std::vector<delta> out;
  for (auto& [key, group] : groups) {
    auto& [old_ones, new_ones] = group;
    for (const definition*& old : old_ones) {
      const auto same = std::find_if(new_ones.begin(), new_ones.end(), [&](const definition* n) {
        return n != nullptr && identity(*n) == identity(*old);
      });
      if (same == new_ones.end()) continue;
      *same = nullptr;
      old = nullptr;
    }
    std::erase(old_ones, nullptr);
    std::erase(new_ones, nullptr);
    if (!same_under_any_name(std::get<0>(key)) && old_ones.size() == 1 && new_ones.size() == 1) {
      out.push_back({old_ones.front(), new_ones.front()});
      continue;
    }
    for (const definition* old : old_ones) out.push_back({old, nullptr});
    for (const definition* fresh : new_ones) out.push_back({nullptr, fresh});
  }
  return out;
}

difference_judge::difference_judge(const statement_use& use, dialect d, const schema_change& change)
    : use_(use),
      dialect_(d),
      change_(change),
      deltas_(deltas_of(*change.before, *change.after, d)) {}

std::vector<proof> difference_judge::run() {
  follow_cascades();
  judge_omitted();
  judge_upheavals();
  for (const delta& d : deltas_) {
    const std::string& kind = d.any().kind;
    if (kind == "table" || kind == "view") judge_table(d);
    if (kind == "column") judge_column(d);
    if (kind == "unique") judge_unique(d);
    if (kind == "check") judge_check(d);
    if (kind == "foreign key") judge_foreign_key(d);
    if (kind == "index") judge_index(d);
    if (kind == "trigger") judge_trigger(d);
    judge_other_object(d);
  }
  judge_order();
  judge_programs();
  return std::move(found_);
}

const table_use* difference_judge::use_of(const std::string& table) const {
  const auto found = schema::find_entry(use_.tables, table, dialect_);
  return found == use_.tables.end() ? nullptr : &found->second;
}

bool difference_judge::exists(const definitions& in, const std::string& table) const {
  return std::any_of(in.begin(), in.end(), [&](const definition& d) {
    return d.kind == "table" && schema::same_name(d.name, table, dialect_);
  });
}

std::set<std::string> difference_judge::columns_of(const definitions& in,
                                                   const std::string& table) const {
  std::set<std::string> out;
  for (const definition& d : in) {
    if (d.kind == "column" && schema::same_name(d.table, table, dialect_)) out.insert(d.name);
  }
  return out;
}

bool difference_judge::omits(const table_use& use, const std::string& column) const {
  return use.inserts && use.given &&
         std::none_of(use.given->begin(), use.given->end(), [&](const std::string& given) {
           return schema::same_name(given, column, dialect_);
         });
}

void difference_judge::breaks(std::string code, std::string message, std::string object,
                              std::string resolves_by) {
  found_.push_back({proof_outcome::breaks, std::move(code), std::move(message), std::move(object),
                    std::move(resolves_by)});
}

void difference_judge::unjudged(std::string code, std::string message, std::string object,
                                std::string resolves_by) {
  found_.push_back({proof_outcome::unjudged, std::move(code), std::move(message), std::move(object),
                    std::move(resolves_by)});
}

void difference_judge::judge_table(const delta& d) {
  // A child's rows are its parent's too.
  if (d.changed("parents")) {
    for (const definition* side : {d.before, d.after}) {
      for (const std::string& parent : schema::names_in(side->fact("parents"))) {
        if (use_of(parent) != nullptr)
          unjudged("TABLE_CHANGED",
                   fmt::format("the rows of {} came to {} or left it", d.any().name, parent),
                   parent, std::string(wait_for_retirement));
      }
    }
  }
  const table_use* use = use_of(d.any().name);
  if (use == nullptr) return;
  const std::string& name = d.any().name;
  const bool view = d.any().kind == "view";
  if (d.dropped() || d.added()) {
    // The statement resolves in both states: then it was, or is, the other sort.
    const definitions& other = d.dropped() ? *change_.after : *change_.before;
    if (schema::find_definition(other, view ? "table" : "view", "", name) != nullptr)
      unjudged(view ? "VIEW_CHANGED" : "TABLE_CHANGED",
               fmt::format("{} {} a {}", name, d.dropped() ? "is no longer" : "has become",
                           d.any().kind),
               name, std::string(wait_for_retirement));
    return;
  }
  if (view) {
    unjudged("VIEW_CHANGED", fmt::format("the view {} was defined anew", name), name,
             std::string(wait_for_retirement));
    return;
  }
  if (d.changed("rows"))
    unjudged("TABLE_CHANGED", fmt::format("which rows of {} it sees may have changed", name), name,
             std::string(wait_for_retirement));
  if (d.changed("options") && use->writes())
    unjudged("TABLE_CHANGED",
             fmt::format("{} was ({}) and is now ({})", name, d.before->fact("options"),
                         d.after->fact("options")),
             name, std::string(wait_for_retirement));
}

void difference_judge::judge_column(const delta& d) {
  const std::string& table = d.any().table;
  const std::string& column = d.any().name;
  const std::string whole = table + "." + column;
  const table_use* use = use_of(table);
  if (use == nullptr) return;
  if (d.added() || d.dropped()) {
    if (d.added()) judge_new_column(*use, *d.after);
    judge_natural(d);
    judge_binding(d);
    return;
  }
  const bool stored = stores_column(table, column);
  const bool used = use_.reads_column(table, column) || stored;
  if (d.changed("type") && used &&
      !is_widening(d.before->fact("type"), d.after->fact("type"), dialect_))
    unjudged("TYPE_CHANGED",
             fmt::format("{} was {} and is now {}", whole, d.before->fact("type"),
                         d.after->fact("type")),
             whole, std::string(wait_for_retirement));
  if (d.changed("collation") && used)
    unjudged("COLLATION_CHANGED",
             fmt::format("{} compares under {} and did under {}", whole, d.after->fact("collation"),
                         d.before->fact("collation")),
             whole, std::string(wait_for_retirement));
  if (d.changed("conflict") && use->writes())
    unjudged("NEW_CONSTRAINT", fmt::format("how {} resolves conflicts changed", whole), whole,
             std::string(wait_for_retirement));
  if (d.changed("not null") && d.after->has("not null")) {
    if (stored || (use->inserts && !use->given))
      unjudged("NEW_CONSTRAINT",
               fmt::format("it writes a table that now demands more: NOT NULL on {}", whole), whole,
               "show that the release satisfies it, or wait until it is retired");
  }
  judge_generated(*use, d);
  judge_default(*use, d);
  if (d.changed("on update") && use->updates && !stored) {
    const std::string message =
        fmt::format("the server {} {} on each update",
                    d.after->has("on update") ? "now writes" : "no longer writes", whole);
    if (d.before->has("on update"))
      breaks("DEFAULT_CHANGED", message, whole, "keep ON UPDATE in the column's definition");
    else
      unjudged("DEFAULT_CHANGED", message, whole, std::string(wait_for_retirement));
  }
}

/// An INSERT that leaves out a column without which the row is refused.
void difference_judge::judge_omitted() {
  for (const definition& c : *change_.after) {
    if (c.kind != "column" || !c.has("not null") || c.has("default") || c.has("generated") ||
        c.has("identity"))
      continue;
    const table_use* use = use_of(c.table);
    if (use == nullptr || !omits(*use, c.name) || stores_column(c.table, c.name)) continue;
    const std::string whole = c.table + "." + c.name;
    breaks("INSERT_OMITS_REQUIRED",
           fmt::format("it leaves out {}, which is NOT NULL and has no default", whole), whole,
           "give the column a default until the release is retired");
  }
}

void difference_judge::judge_new_column(const table_use& use, const definition& column) {
  if (!use.inserts && !use.updates) return;
  const std::string whole = column.table + "." + column.name;
  if (column.has("generated")) {
    unjudged("NEW_CONSTRAINT",
             fmt::format("{} is computed from what it writes, which may fail", whole), whole,
             "show that the expression cannot fail, or wait until the release is retired");
    return;
  }
  if (use.inserts && !use.given && column.has("not null") && !column.has("default") &&
      !column.has("identity"))
    unjudged(
        "NEW_CONSTRAINT",
        fmt::format("whether it gives {} a value, which is NOT NULL and has no default, is not "
                    "known",
                    whole),
        whole, "give the column a default until the release is retired");
}

void difference_judge::judge_default(const table_use& use, const delta& d) {
  const std::string& column = d.any().name;
  const std::string whole = d.any().table + "." + column;
  const bool changed = d.changed("default");
  const bool lost_number = d.changed("identity") && d.before->has("identity");
  if (!changed && !lost_number) return;
  const bool asks = use_.mentions("default") && stores_column(d.any().table, column);
  const bool left_out = omits(use, column);
  const bool maybe = use.inserts && !use.given;
  if (lost_number && (left_out || maybe || (use.inserts && !left_out))) {
    const std::string message = fmt::format("the server no longer gives {} a number", whole);
    if (left_out)
      breaks("DEFAULT_CHANGED", message, whole,
             "let the column give numbers until the release is "
             "retired");
    else
      unjudged("DEFAULT_CHANGED", message, whole, std::string(wait_for_retirement));
  }
  if (!changed || !(asks || left_out || maybe)) return;
  const std::string was = d.before->fact("default");
  const std::string is = d.after->fact("default");
  if (was.empty() && d.before->has("not null")) return;  // its rows were refused until now
  if (!was.empty() && is.empty() && !maybe) {
    breaks("DEFAULT_CHANGED", fmt::format("{} was {} by default, and is NULL now", whole, was),
           whole, "keep the default until the release is retired");
    return;
  }
  unjudged("DEFAULT_CHANGED",
           fmt::format("{} is {} by default, and was {}", whole, is.empty() ? "NULL" : is,
                       was.empty() ? "NULL" : was),
           whole, "keep the default until the release is retired");
}

void difference_judge::judge_generated(const table_use& use, const delta& d) {
  if (!d.changed("generated")) return;
  const std::string& table = d.any().table;
  const std::string whole = table + "." + d.any().name;
  const bool given = use.given ? !omits(use, d.any().name) : use.inserts;
  if (d.after->has("generated") && use_.writes_column(table, d.any().name) &&
      (given || use.updates) && !use_.mentions("default")) {
    breaks("COLUMN_GENERATED", fmt::format("{} is generated now and takes no value", whole), whole,
           "let the release stop writing it first");
    return;
  }
  if (use_.reads_column(table, d.any().name) || use.writes())
    unjudged("COLUMN_GENERATED", fmt::format("how {} is computed has changed", whole), whole,
             std::string(wait_for_retirement));
}

/// `*` and an INSERT's values go by position.
void difference_judge::judge_order() {
  if (!use_.has_star()) return;
  for (const auto& entry : use_.tables) {
    const std::string& table = entry.first;
    const auto in_order = [&](const definitions& all, const std::set<std::string>& only) {
      std::vector<std::pair<std::string, std::string>> placed;
      for (const definition& d : all) {
        if (d.kind == "column" && d.table == table && only.contains(d.name))
          placed.emplace_back(
              std::string(8 - std::min<std::size_t>(8, d.fact("place").size()), '0') +
                  d.fact("place"),
              d.name);
      }
      std::sort(placed.begin(), placed.end());
      std::vector<std::string> names;
      for (const auto& p : placed) names.push_back(p.second);
      return names;
    };
    const std::set<std::string> old_columns = columns_of(*change_.before, table);
    const std::set<std::string> new_columns = columns_of(*change_.after, table);
    std::set<std::string> common;
    std::set_intersection(old_columns.begin(), old_columns.end(), new_columns.begin(),
                          new_columns.end(), std::inserter(common, common.end()));
    if (in_order(*change_.before, common) != in_order(*change_.after, common))
      breaks("ORDER_CHANGED",
             fmt::format("it takes the columns of {} by position, and their order changed", table),
             table, "name the columns in the statement instead of *");
    else if (old_columns != new_columns && !use_.exact())
      unjudged("ORDER_CHANGED",
               fmt::format("it takes the columns of {} by position, and some came or went", table),
               table, "name the columns in the statement instead of *");
  }
}

/// NATURAL JOIN compares the columns that both sides have.
void difference_judge::judge_natural(const delta& d) {
  if (use_.exact() || !use_.mentions("natural")) return;
  const std::string& column = d.any().name;
  for (const auto& [table, use] : use_.tables) {
    if (schema::same_name(table, d.any().table, dialect_)) continue;
    for (const std::string& other : columns_of(*change_.after, table)) {
      if (!schema::same_name(other, column, dialect_)) continue;
      breaks("FOOTPRINT_CHANGED",
             fmt::format("NATURAL JOIN {} {}.{} with {}.{}",
                         d.dropped() ? "no longer compares" : "now also compares", d.any().table,
                         column, table, other),
             d.any().table + "." + column, "name the columns to join by");
      return;
    }
  }
}

/// Engines that fold constants away do not show every column. When the statement mentions a name
/// that a table of it lost or gained, its text may now bind to something else.
void difference_judge::judge_binding(const delta& d) {
  // A table that is reached by a view or a foreign key alone takes no part in the text.
  if (use_.exact() || !use_.mentions(d.any().name) || !use_.mentions(bare_name(d.any().table)))
    return;
  const std::string whole = d.any().table + "." + d.any().name;
  unjudged("NAME_MAY_BIND_ELSEWHERE",
           fmt::format("it mentions {}, which came or went, and still resolves: this engine does "
                       "not show to which column",
                       whole),
           whole, "qualify every column in the statement with its table");
}

void difference_judge::judge_upheavals() {
  for (const upheaval& u : change_.upheavals) {
    const table_use* use = use_of(u.table);
    if (use == nullptr) continue;
    const bool rows = use->reads || use->updates || use->deletes;
    const bool read = u.column.empty() ? rows : use_.reads_column(u.table, u.column);
    const bool written = u.column.empty() ? use->writes() : stores_column(u.table, u.column);
    const std::string object = u.column.empty() ? u.table : u.table + "." + u.column;
    switch (u.how) {
      case upheaval::extent::rows_only:
        if (read)
          unjudged("ROWS_CHANGED", u.message, object,
                   "move it to migrate.sql, or show that the release can read the result");
        break;
      case upheaval::extent::possible:
        if (read || written)
          unjudged("REPLACED", u.message, object, "keep the old name until the release is retired");
        break;
      case upheaval::extent::certain:
        if (read)
          breaks("REPLACED", u.message, object, "keep the old one until the release is retired");
        break;
    }
  }
}

}  // namespace sluice::phases
