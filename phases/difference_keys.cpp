#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"
#include "phases/difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace sluice::phases {

namespace {

using schema::definition;
using schema::names_in;

constexpr const char* show_or_wait =
    "show that the release satisfies it, or wait until it is retired";

bool moves_children(const std::string& action) {
  return action == "cascade" || action == "set null" || action == "set default";
}

std::string in_words(const std::string& columns_fact) {
  std::string out;
  for (const std::string& c : names_in(columns_fact)) out += (out.empty() ? "" : ", ") + c;
  return out;
}

/// "varchar(40)" as its name and its numbers.
struct sized_type {
  std::string name;
  std::vector<int> sizes;
};

sized_type read_type(std::string_view text) {
  sized_type out;
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos) {
    out.name = std::string(text);
    return out;
  }
  const std::size_t close = text.find(')', open);
  out.name = std::string(text.substr(0, open));
  if (close != std::string_view::npos) out.name += text.substr(close + 1);
  const char* at = text.data() + open + 1;
  const char* end = text.data() + std::min(close, text.size());
  while (at < end) {
    int n = 0;
    const auto [next, problem] = std::from_chars(at, end, n);
    if (problem != std::errc()) return out;
    out.sizes.push_back(n);
    at = next + 1;
  }
  return out;
}

std::vector<std::string> labels_of(std::string_view type) {
  std::vector<std::string> out;
  for (const sql::token& t : sql::lex(type, dialect::mysql)) {
    if (t.what == sql::kind::string) out.emplace_back(type.substr(t.where.begin, t.where.size()));
  }
  return out;
}

/// The declared type's affinity, by SQLite's own rules.
std::string affinity(std::string_view declared) {
  const auto has = [&](std::string_view part) {
    return declared.find(part) != std::string_view::npos;
  };
  if (has("int")) return "integer";
  if (has("char") || has("clob") || has("text")) return "text";
  if (has("blob") || declared.empty()) return "blob";
  return has("real") || has("floa") || has("doub") ? "real" : "numeric";
}

template <std::size_t size>
bool ascends(std::string_view from, std::string_view to,
             const std::array<std::string_view, size>& order) {
  const auto low = std::find(order.begin(), order.end(), from);
  return low != order.end() && std::find(low, order.end(), to) != order.end();
}

}  // namespace

bool is_widening(std::string_view from, std::string_view to, dialect d) {
  if (from == to) return true;
  if (d == dialect::sqlite) return affinity(from) == affinity(to);
  const sized_type a = read_type(from);
  const sized_type b = read_type(to);
  const bool text = a.name == "character varying" || a.name == "varchar";
  if (text && a.name == b.name && a.sizes.size() == 1)
    return b.sizes.empty() || b.sizes[0] >= a.sizes[0];
  if (a.name == "numeric" && b.name == "numeric" && a.sizes.size() == 2)
    return b.sizes.empty() ||
           (b.sizes.size() == 2 && b.sizes[1] == a.sizes[1] && b.sizes[0] >= a.sizes[0]);
  if (d == dialect::postgres)
    return (text && to == "text") ||
           ascends(from, to, std::to_array<std::string_view>({"smallint", "integer", "bigint"}));
  if (from.starts_with("enum(") && to.starts_with("enum(")) {
    const auto old_labels = labels_of(from);
    const auto new_labels = labels_of(to);
    return old_labels.size() <= new_labels.size() &&
           std::equal(old_labels.begin(), old_labels.end(), new_labels.begin());
  }
  const auto without_sign = [](const std::string& name) { return name.substr(0, name.find(' ')); };
  const bool same_sign = (a.name.find("unsigned") != std::string::npos) ==
                         (b.name.find("unsigned") != std::string::npos);
  return same_sign && ascends(without_sign(a.name), without_sign(b.name),
                              std::to_array<std::string_view>(
                                  {"tinyint", "smallint", "mediumint", "int", "bigint"}));
}

bool passes_on_null(std::string_view expression, dialect d) {
  static constexpr std::array<std::string_view, 14> harmless{
      "check", "and",   "or",  "in",          "between", "like", "length",
      "lower", "upper", "abs", "char_length", "varchar", "text", "trim"};
  const sql::token_stream tokens = sql::lex(expression, d);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].what == sql::kind::quoted_name || !sql::is_word(tokens[i].what)) continue;
    const std::string word =
        sql::lower_case(expression.substr(tokens[i].where.begin, tokens[i].where.size()));
    const bool called = i + 1 < tokens.size() && tokens[i + 1].what == sql::kind::left_paren;
    const bool known = std::find(harmless.begin(), harmless.end(), word) != harmless.end();
    if (known) continue;
    if (called || sql::is_keyword(tokens[i].what) || word == "null") return false;
  }
  return true;
}

bool difference_judge::stores_column(const std::string& table, const std::string& column) const {
  if (use_.writes_column(table, column)) return true;
  const table_use* use = use_of(table);
  if (use == nullptr || !use->writes()) return false;
  for (const definition& d : *change_.after) {
    if (d.kind != "trigger" || !schema::same_name(d.table, table, dialect_)) continue;
    for (const std::string& assigned : sql::assigned_columns(d.fact("body"), dialect_, d.table)) {
      if (schema::same_name(assigned, column, dialect_)) return true;
    }
  }
  return false;
}

bool difference_judge::stores(const std::string& table, const std::string& columns_fact) const {
  const auto columns = names_in(columns_fact);
  return std::any_of(columns.begin(), columns.end(),
                     [&](const std::string& c) { return stores_column(table, c); });
}

bool difference_judge::leaves_null(const std::string& table,
                                   const std::string& columns_fact) const {
  const table_use* use = use_of(table);
  if (use == nullptr || !use->given) return false;
  const auto columns = names_in(columns_fact);
  return !columns.empty() && std::all_of(columns.begin(), columns.end(), [&](const auto& name) {
    const auto column =
        std::find_if(change_.after->begin(), change_.after->end(), [&](const definition& d) {
          return d.kind == "column" && schema::same_name(d.table, table, dialect_) &&
                 schema::same_name(d.name, name, dialect_);
        });
    return column != change_.after->end() && !column->has("default") && !column->has("generated") &&
           !column->has("identity") && !column->has("not null") && omits(*use, name) &&
           !stores_column(table, name);
  });
}

void difference_judge::judge_unique(const delta& d) {
  const definition& key = d.any();
  const table_use* use = use_of(key.table);
  if (use == nullptr || !(use->inserts || use->updates)) return;
  const std::string columns = key.fact("columns");
  const bool expression = key.has("expression");
  if (d.added()) {
    const bool numbered = omits(*use, columns) && [&] {
      const definition* c = schema::find_definition(*change_.after, "column", key.table, columns);
      return c != nullptr && c->has("identity");
    }();
    const bool apart =
        !expression && key.fact("null rows") != "" && leaves_null(key.table, columns);
    const bool touches =
        use->inserts ? !apart && !numbered : expression || stores(key.table, columns);
    if (touches || (use->updates && (expression || stores(key.table, columns))))
      unjudged("NEW_CONSTRAINT",
               fmt::format("it writes a table that now demands more: {} {} on {} ({})", "unique",
                           key.name, key.table, in_words(columns)),
               key.table, show_or_wait);
    return;
  }
  if (!expression && !stores(key.table, columns)) return;
  const std::string message =
      fmt::format("nothing keeps rows of {} with the same ({}) apart any more: {} is gone",
                  key.table, in_words(columns), key.name);
  if (use->handles_conflicts && use->given)
    breaks("UNIQUE_GONE", message + ", on which it counts", key.table,
           "keep it until the release is retired");
  else
    unjudged("UNIQUE_GONE", message, key.table, "keep it until the release is retired");
}

void difference_judge::judge_check(const delta& d) {
  const definition& check = d.any();
  const table_use* use = use_of(check.table);
  if (use == nullptr || d.dropped() || !(use->inserts || use->updates)) return;
  const std::string columns = check.fact("columns");
  const bool passes =
      leaves_null(check.table, columns) && passes_on_null(check.fact("definition"), dialect_);
  const bool touched =
      (use->inserts && !passes) ||
      (use->updates && (check.has("not valid") || columns.empty() || stores(check.table, columns)));
  if (touched)
    unjudged("NEW_CONSTRAINT",
             fmt::format("it writes a table that now demands more: check {} on {}: {}", check.name,
                         check.table, check.fact("definition")),
             check.table, show_or_wait);
}

void difference_judge::judge_foreign_key(const delta& d) {
  const definition& key = d.any();
  if (const table_use* parent = use_of(key.fact("parent"))) judge_parent(d, *parent);
  const table_use* child = use_of(key.table);
  if (child == nullptr || d.dropped()) return;
  const std::string columns = key.fact("columns");
  const bool touched = (child->inserts && !leaves_null(key.table, columns)) ||
                       (child->updates && stores(key.table, columns));
  if (touched)
    unjudged("NEW_CONSTRAINT",
             fmt::format("it writes a table that now demands more: a foreign key on {} ({}) to {}",
                         key.table, in_words(columns), key.fact("parent")),
             key.table, show_or_wait);
}

void difference_judge::judge_parent(const delta& d, const table_use& parent) {
  const definition& key = d.any();
  const bool moves_key = parent.updates && stores(key.fact("parent"), key.fact("parent columns"));
  if (!parent.deletes && !moves_key) return;
  const bool deleting = parent.deletes;
  const bool moves = (!deleting || moves_children(key.fact("on delete"))) &&
                     (!moves_key || moves_children(key.fact("on update")));
  if (d.added()) {
    // Children in a table that the release does not know go or stay without it.
    if (moves && !exists(*change_.before, key.table)) return;
    unjudged("NEW_CONSTRAINT",
             fmt::format("rows of {} that it {} may now have children in {}", key.fact("parent"),
                         deleting ? "deletes" : "changes", key.table),
             key.fact("parent"), show_or_wait);
    return;
  }
  if (!exists(*change_.after, key.table)) return;  // the children are gone as well
  const std::string message =
      fmt::format("rows of {} that belong to what it {} are no longer looked after", key.table,
                  deleting ? "deletes" : "changes");
  if (moves)
    breaks("FOREIGN_KEY_GONE", message, key.table,
           "keep the foreign key until the release is "
           "retired");
  else
    unjudged("FOREIGN_KEY_GONE", message, key.table,
             "keep the foreign key until the release is retired");
}

void difference_judge::judge_index(const delta& d) {
  const definition& index = d.any();
  const table_use* use = use_of(index.table);
  if (use == nullptr) return;
  if (d.dropped()) {
    if (index.has("full text") && (use_.mentions("against") || use_.mentions("match")))
      breaks("INDEX_GONE", fmt::format("it searches through {}, which is gone", index.name),
             index.table, "keep the index until the release is retired");
    else if (use_.mentions(index.name))
      unjudged("INDEX_GONE", fmt::format("it names {}, which is gone", index.name), index.table,
               "keep the index until the release is retired");
    return;
  }
  if (index.has("expression") && (use->inserts || use->updates) &&
      !(use->given && !use->updates && leaves_null(index.table, index.fact("columns"))))
    unjudged("NEW_CONSTRAINT",
             fmt::format("{} computes {} from what it writes, which may fail", index.name,
                         index.fact("expression")),
             index.table, show_or_wait);
}

}  // namespace sluice::phases
