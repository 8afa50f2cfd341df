#include "dialects/schema/folding.hpp"
#include "dialects/schema/words.hpp"

#include <algorithm>
#include <array>

/// Enum types and domains, read from the words of their statements.
namespace sluice::schema {
namespace {

using sql::kind;

/// A constraint of a domain: [CONSTRAINT n] CHECK (...) [NOT VALID], from its first word.
void read_check(const words& w, std::size_t& i, domain& d, const std::string& domain_name) {
  std::string name;
  if (w.is(i, "constraint")) {
    name = w.name(i + 1);
    i += 2;
  }
  if (!w.is(i, "check")) return;
  i = w.behind_brackets(i + 1);
  for (int next = 0; name.empty(); ++next) {
    const std::string number = next == 0 ? std::string() : std::to_string(next);
    std::string likely = cut_name(domain_name, "check" + number);
    if (d.checks.count(likely) == 0) name = std::move(likely);
  }
  const bool not_valid = w.are(i, "not", "valid");
  if (not_valid) i += 2;
  d.checks[name] = !not_valid;
}

/// "numeric(10,2)", as the catalogue spaces it.
std::string type_in(const words& w, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    const kind k = w.what(i);
    const bool glued = out.empty() || k == kind::left_paren || k == kind::right_paren ||
                       k == kind::comma || k == kind::left_bracket || k == kind::right_bracket ||
                       k == kind::dot || out.back() == '(' || out.back() == ',' ||
                       out.back() == '[' || out.back() == '.';
    out += (glued ? "" : " ") +
           (k == kind::quoted_name ? std::string(w.at(i)) : sql::lower_case(w.at(i)));
  }
  return canonical_type(out, dialect::postgres);
}

/// What follows the name of CREATE DOMAIN: [AS] type and clauses.
domain read_domain(const words& w, std::size_t i, const std::string& key) {
  domain out;
  if (w.is(i, "as")) ++i;
  const std::size_t type = i;
  constexpr std::array<std::string_view, 6> clauses{"constraint", "not",   "null",
                                                    "default",    "check", "collate"};
  const auto begins_clause = [&](std::size_t at) {
    return std::any_of(clauses.begin(), clauses.end(),
                       [&](std::string_view word) { return w.is(at, word); });
  };
  while (i < w.size() && !begins_clause(i)) ++i;
  out.type = type_in(w, type, i);
  while (i < w.size()) {
    const bool named = w.is(i, "constraint") && w.is(i + 2, "check");
    if (named || w.is(i, "check")) {
      read_check(w, i, out, bare_name(key));
      continue;
    }
    if (w.are(i, "not", "null")) out.nullable = false;
    if (w.is(i, "default")) out.has_default = !w.is(i + 1, "null");
    ++i;
  }
  return out;
}

}  // namespace

/// CREATE TYPE ... AS ENUM, CREATE DOMAIN, CREATE SEQUENCE
void folder::hold(const sql::object_command& s, const std::string& key) {
  if (s.objects.empty()) return;
  if (s.object_class == "sequence") hold_sequence(s, key);
  const bool type = s.object_class == "type" || s.object_class == "domain";
  if (dialect_ != dialect::postgres || !type) return;
  const words w(file_.slice(statement_.where), dialect_);
  const std::size_t next = w.behind(s.objects.front().where.end - statement_.where.begin);
  if (s.object_class == "domain") {
    model_.domains[key] = read_domain(w, next, key);
  } else if (w.are(next, "as", "enum")) {
    std::vector<std::string> labels;
    for (std::size_t i = next + 2; i < w.size(); ++i) {
      if (w.what(i) == kind::string) labels.push_back(w.label(i));
    }
    model_.enums[key] = std::move(labels);
  }
}

/// ALTER TYPE ... ADD VALUE and RENAME VALUE, ALTER DOMAIN, ALTER SEQUENCE
void folder::alter_held(const sql::object_command& s, const std::string& key) {
  if (s.object_class == "sequence") {
    alter_sequence(s, key);
  } else if (s.object_class == "domain") {
    alter_domain(s, key);
  } else if (const auto held = model_.enums.find(key);
             s.object_class == "type" && held != model_.enums.end()) {
    const words w(file_.slice(statement_.where), dialect_);
    const std::size_t value = w.find("value");
    std::size_t i = value;
    while (i < w.size() && w.what(i) != kind::string) ++i;
    if (i >= w.size()) return;
    auto& labels = held->second;
    if (w.is(value - 1, "rename")) {
      std::replace(labels.begin(), labels.end(), w.label(i), w.label(i + 2));
    } else if (std::find(labels.begin(), labels.end(), w.label(i)) == labels.end()) {
      auto place = labels.end();
      if (w.is(i + 1, "before") || w.is(i + 1, "after"))
        place = std::find(labels.begin(), labels.end(), w.label(i + 2));
      if (w.is(i + 1, "after") && place != labels.end()) ++place;
      labels.insert(place, w.label(i));
    }
  }
}

void folder::alter_domain(const sql::object_command& s, const std::string& key) {
  const auto held = model_.domains.find(key);
  if (held == model_.domains.end()) return;
  const words w(file_.slice(statement_.where), dialect_);
  domain& d = held->second;
  const domain before = d;
  std::size_t i = w.behind(s.objects.front().where.end - statement_.where.begin);
  const bool set = w.is(i, "set");
  if (set || w.is(i, "drop")) {
    if (w.are(i + 1, "not", "null")) d.nullable = !set;
    if (w.is(i + 1, "default")) d.has_default = set && !w.is(i + 2, "null");
    if (w.is(i + 1, "constraint"))
      d.checks.erase(w.name(w.are(i + 2, "if", "exists") ? i + 4 : i + 2));
  } else if (w.is(i, "add")) {
    // PostgreSQL 17 takes NOT NULL as a constraint, too.
    if (w.find("null", i) < w.find("check", i)) d.nullable = false;
    read_check(w, ++i, d, bare_name(key));
  } else if (w.are(i, "rename", "constraint")) {
    move_key(d.checks, w.name(i + 2), w.name(i + 4));
  } else if (w.are(i, "validate", "constraint")) {
    const auto check = d.checks.find(w.name(i + 2));
    if (check != d.checks.end()) check->second = true;
  }
  // A column is as its own definition or the domain says.
  if (before.nullable == d.nullable && before.has_default == d.has_default) return;
  for_each_column_of(key, [&](column& c) {
    if (before.nullable != d.nullable) c.nullable = d.nullable;
    if (before.has_default != d.has_default) c.has_default = d.has_default;
  });
}

void folder::rename_type(const std::string& from, const std::string& to) {
  for_each_column_of(from, [&](column& c) { c.type = to + (c.type.ends_with("[]") ? "[]" : ""); });
  move_title("type " + from, "type " + to);
  move_key(model_.enums, from, to);
  move_key(model_.domains, from, to);
}

/// CASCADE takes the columns of the type along.
void folder::drop_type(const std::string& key, bool cascade, text::span where) {
  model_.enums.erase(key);
  model_.domains.erase(key);
  forget_title("type " + key);
  if (!cascade) return;
  std::vector<std::pair<std::string, std::string>> gone;
  for (const auto& [table_key, t] : model_.tables) {
    for (const column& c : t.columns) {
      if (c.type == key || c.type == key + "[]") gone.emplace_back(table_key, c.name);
    }
  }
  for (const auto& [table_key, name] : gone) {
    subject s = find_key(table_key);
    sql::drop_column drop;
    drop.column.text = name;
    drop.cascade = true;
    act(s, drop, where);
  }
}

}  // namespace sluice::schema
