#include "lint/before_after.hpp"
#include "lint/use_judge.hpp"
#include "phases/difference.hpp"

#include <fmt/format.h>

#include <algorithm>

/// What writers must satisfy, and what readers may count on.
namespace sluice::lint {

using schema::effect;
using schema::effect_kind;
using schema::given_value;
using schema::table_write;

void use_judge::judge_constraint() {
  const schema::constraint* made = constraint_after(view_, e_);
  const std::string kind = made == nullptr ? e_.constraint : made->kind;
  if (kind == "unique" || kind == "primary key" || kind == "exclude") {
    judge_key(made == nullptr ? e_.columns : made->columns);
  } else if (kind == "foreign key" && made != nullptr) {
    judge_foreign_key(*made);
  } else if (kind == "check" && made != nullptr) {
    judge_check(*made);
  } else if (changes(e_.table)) {
    const table_write* write = write_to(e_.table);
    if (write == nullptr || write->inserts || write->updates)
      hurt(fmt::format("it writes {}, which {} may refuse", e_.table, e_.object), old_writers);
  }
}

/// A row with NULL in all of a check's columns passes most checks; one that is checked is fine
/// until one of its columns is written.
void use_judge::judge_check(const schema::constraint& check) {
  if (through_view(e_.table))
    hurt(fmt::format("it writes {} through a view", e_.table), old_writers);
  const table_write* write = write_to(e_.table);
  if (write == nullptr) return;
  const auto any_of_its = [&](const auto& of) {
    return std::any_of(check.columns.begin(), check.columns.end(), of);
  };
  const bool known = !check.columns.empty();
  const schema::table* t = schema::find_table(view_.after, e_.table, view_.d);
  bool inserts = write->inserts;
  if (inserts && known && phases::passes_on_null(check.condition.text, view_.d)) {
    inserts = any_of_its([&](const std::string& column) {
      const schema::column* c = t == nullptr ? nullptr : schema::find_column(*t, column, view_.d);
      const given_value* value = given(write->inserted, column);
      return value == nullptr ? c == nullptr || c->has_default : *value != given_value::null;
    });
  }
  const bool updates =
      write->updates && (!known || !check.valid || any_of_its([&](const std::string& column) {
        return given(write->updated, column) != nullptr;
      }));
  if (inserts || updates)
    hurt(fmt::format("it writes {}, which check {} may refuse", e_.table, e_.object), old_writers);
}

void use_judge::judge_foreign_key(const schema::constraint& key) {
  const auto stores = [&](const std::string& column) {
    const table_write* write = write_to(e_.table);
    if (write == nullptr) return false;
    const schema::table* t = schema::find_table(view_.after, e_.table, view_.d);
    const schema::column* c = t == nullptr ? nullptr : schema::find_column(*t, column, view_.d);
    const given_value* inserted = given(write->inserted, column);
    if (write->inserts &&
        (inserted == nullptr ? c != nullptr && c->has_default : *inserted != given_value::null))
      return true;
    const given_value* updated = given(write->updated, column);
    return updated != nullptr && *updated != given_value::null;
  };
  if (through_view(e_.table) ||
      (!key.columns.empty() && std::all_of(key.columns.begin(), key.columns.end(), stores)))
    hurt(fmt::format("it writes {}, whose row in {} may be missing", e_.table, key.references),
         old_writers);
  const table_write* parent = write_to(key.references);
  if (through_view(key.references) || (parent != nullptr && (parent->deletes || parent->replaces)))
    hurt(fmt::format("it deletes from {}, to which rows of {} may refer", key.references, e_.table),
         old_writers);
  if (parent == nullptr) return;
  for (const std::string& column : key.referenced_columns) {
    if (given(parent->updated, column) != nullptr)
      hurt(fmt::format("it changes {}.{}, to which rows of {} may refer", key.references, column,
                       e_.table),
           old_writers);
  }
}

/// NULL is never a duplicate.
void use_judge::judge_key(const std::vector<std::string>& columns) {
  if (through_view(e_.table))
    hurt(fmt::format("it writes {} through a view", e_.table), old_writers);
  const table_write* write = write_to(e_.table);
  if (write == nullptr) return;
  const schema::table* t = schema::find_table(view_.after, e_.table, view_.d);
  const bool inserts =
      write->inserts && std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
        const schema::column* c = t == nullptr ? nullptr : schema::find_column(*t, column, view_.d);
        const given_value* value = given(write->inserted, column);
        if (value == nullptr || *value == given_value::default_value)
          return c == nullptr ||
                 (c->has_default && c->default_volatility != schema::volatility::changing) ||
                 !c->nullable;
        return *value != given_value::null;
      });
  const bool updates = write->updates &&
                       (columns.empty() ||
                        std::any_of(columns.begin(), columns.end(), [&](const std::string& column) {
                          return column.empty() || given(write->updated, column) != nullptr;
                        }));
  if (inserts || updates)
    hurt(fmt::format("it writes {}, where {} refuses a second row{}", e_.table, e_.object,
                     write->replaces            ? ", or lets it take the place of the first"
                     : write->handles_conflicts ? ", or makes it another one's"
                                                : ""),
         old_writers);
}

/// What a key, check or index no longer promises.
void use_judge::judge_relaxed() {
  const schema::constraint* was = constraint_before(view_, e_);
  const schema::table* t = schema::find_table(view_.before, e_.table, view_.d);
  if (was != nullptr &&
      (was->kind == "check" || was->kind == "foreign key" || was->kind == "exclude")) {
    for (const std::string& column : was->columns) {
      if (reads(e_.table + "." + column))
        hurt(fmt::format("it reads {}.{}, which may then hold what it does not expect", e_.table,
                         column),
             later_readers);
    }
    return;
  }
  if (e_.constraint == "primary key" && uses(e_.table) && q_.words.contains("group"))
    hurt(fmt::format("it groups rows of {}, perhaps by its key", e_.table), who());
  if (e_.kind != effect_kind::index_dropped || e_.unique || t == nullptr) return;
  const auto dropped = schema::find_entry(t->indexes, e_.object, view_.d);
  if (dropped == t->indexes.end() || dropped->second.columns.empty()) return;
  const std::string& first = dropped->second.columns.front();
  if (first.empty() ? uses(e_.table) : reads(e_.table + "." + first))
    hurt(fmt::format("it reads {}.{}, and may become slower", e_.table, first), who());
}

}  // namespace sluice::lint
