#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>

/// Enum types, domains and sequences, read from the words of their statements.
namespace sluice::schema {
namespace {

using sql::kind;

class words {
 public:
  words(std::string_view text, dialect d) : text_(text), dialect_(d) {
    tokens_ = sql::lex(text, d);
    std::erase_if(tokens_, [](const sql::token& t) { return sql::is_trivia(t.what); });
  }

  [[nodiscard]] std::size_t size() const { return tokens_.size(); }
  [[nodiscard]] kind what(std::size_t i) const {
    return i < size() ? tokens_[i].what : kind::end_of_input;
  }
  [[nodiscard]] std::string_view at(std::size_t i) const {
    return i < size() ? text_.substr(tokens_[i].where.begin, tokens_[i].where.size())
                      : std::string_view();
  }
  [[nodiscard]] bool is(std::size_t i, std::string_view word) const {
    return i < size() && sql::is_word(what(i)) && sql::same_word(at(i), word);
  }
  [[nodiscard]] std::size_t find(std::string_view word, std::size_t from = 0) const {
    while (from < size() && !is(from, word)) ++from;
    return from;
  }
  /// The first token at or behind a byte.
  [[nodiscard]] std::size_t behind(std::size_t byte) const {
    std::size_t i = 0;
    while (i < size() && tokens_[i].where.begin < byte) ++i;
    return i;
  }
  [[nodiscard]] std::string name(std::size_t i) const { return sql::fold_name(at(i), dialect_); }
  [[nodiscard]] std::string label(std::size_t i) const {
    const std::string_view quoted = at(i);
    return quoted.size() < 2 ? std::string() : std::string(quoted.substr(1, quoted.size() - 2));
  }
  [[nodiscard]] std::string text(std::size_t begin, std::size_t end) const {
    if (begin >= end || end > size()) return {};
    return std::string(text_.substr(tokens_[begin].where.begin,
                                    tokens_[end - 1].where.end - tokens_[begin].where.begin));
  }

 private:
  std::string_view text_;
  dialect dialect_;
  sql::token_stream tokens_;
};

/// What follows the name of CREATE DOMAIN: [AS] type and clauses.
domain read_domain(const words& w, std::size_t i) {
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
  out.type = sql::lower_case(w.text(type, i));
  for (; i < w.size(); ++i) {
    if (w.is(i, "not") && w.is(i + 1, "null")) out.nullable = false;
    if (w.is(i, "default")) out.has_default = !w.is(i + 1, "null");
  }
  return out;
}

}  // namespace

/// CREATE TYPE ... AS ENUM, CREATE DOMAIN, CREATE SEQUENCE
void folder::hold(const sql::object_command& s, const std::string& key) {
  if (dialect_ != dialect::postgres || s.objects.empty()) return;
  const words w(file_.slice(statement_.where), dialect_);
  const std::size_t next = w.behind(s.objects.front().where.end - statement_.where.begin);
  if (s.object_class == "type" && w.is(next, "as") && w.is(next + 1, "enum")) {
    std::vector<std::string> labels;
    for (std::size_t i = next + 2; i < w.size(); ++i) {
      if (w.what(i) == kind::string) labels.push_back(w.label(i));
    }
    model_.enums[key] = std::move(labels);
  } else if (s.object_class == "domain") {
    domain d = read_domain(w, next);
    d.type = canonical_type(d.type, dialect_);
    model_.domains[key] = std::move(d);
  } else if (s.object_class == "sequence" && w.find("temporary") >= next &&
             w.find("temp") >= next) {
    const std::size_t owned = w.find("owned");
    if (owned >= w.size() || w.is(owned + 2, "none")) model_.sequences.insert(key);
  }
}

/// ALTER TYPE ... ADD VALUE and RENAME VALUE, ALTER DOMAIN, ALTER SEQUENCE ... OWNED BY
void folder::alter_held(const sql::object_command& s, const std::string& key) {
  if (dialect_ != dialect::postgres) return;
  const words w(file_.slice(statement_.where), dialect_);
  if (const auto held = model_.enums.find(key);
      s.object_class == "type" && held != model_.enums.end()) {
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
  } else if (s.object_class == "domain") {
    alter_domain(key);
  } else if (s.object_class == "sequence") {
    const std::size_t owned = w.find("owned");
    if (owned >= w.size()) return;
    if (w.is(owned + 2, "none")) model_.sequences.insert(key);
    if (!w.is(owned + 2, "none")) model_.sequences.erase(key);
  }
}

void folder::alter_domain(const std::string& key) {
  const auto held = model_.domains.find(key);
  if (held == model_.domains.end()) return;
  const words w(file_.slice(statement_.where), dialect_);
  domain& d = held->second;
  const domain before = d;
  for (std::size_t i = 0; i < w.size(); ++i) {
    const bool set = w.is(i, "set");
    if (!set && !w.is(i, "drop")) continue;
    if (w.is(i + 1, "not") && w.is(i + 2, "null")) d.nullable = !set;
    if (w.is(i + 1, "default")) d.has_default = set && !w.is(i + 2, "null");
  }
  // A column is as its own definition or the domain says.
  for_each_column_of(key, [&](column& c) {
    if (before.nullable != d.nullable) c.nullable = d.nullable;
    if (before.has_default != d.has_default) c.has_default = d.has_default;
  });
}

void folder::rename_type(const std::string& from, const std::string& to) {
  for_each_column_of(from, [&](column& c) { c.type = to + (c.type.ends_with("[]") ? "[]" : ""); });
  move_key(model_.enums, from, to);
  move_key(model_.domains, from, to);
}

/// CASCADE takes the columns of the type along.
void folder::drop_type(const std::string& key, bool cascade, text::span where) {
  model_.enums.erase(key);
  model_.domains.erase(key);
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
