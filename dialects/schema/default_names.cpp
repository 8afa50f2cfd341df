#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/text/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>

/// Names that the engine gives when the statement gives none.
namespace sluice::schema {
namespace {

constexpr std::size_t longest_name = 63;  // of PostgreSQL

std::string clipped(std::string_view name, std::size_t size) {
  return std::string(text::clip_utf8(name, size));
}

/// table_columns_label in 63 bytes: of the two names the longer is shortened first.
std::string joined_name(const std::string& first, const std::string& second,
                        const std::string& label) {
  const std::size_t overhead = label.size() + 1 + (second.empty() ? 0 : 1);
  std::size_t a = first.size();
  std::size_t b = second.size();
  while (a + b > longest_name - overhead) --(a > b ? a : b);
  std::string joined;
  joined.reserve(a + b + label.size() + 2);
  joined += text::clip_utf8(first, a);
  if (!second.empty()) joined += '_';
  joined += text::clip_utf8(second, b);
  joined += '_';
  return joined += label;
}

std::string underscored(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& c : columns) {
    out += (out.empty() ? "" : "_") + c;
    if (out.size() > longest_name) break;
  }
  return out;
}

bool taken(const table& t, const std::string& name) {
  return t.indexes.count(name) != 0 || t.constraints.count(name) != 0;
}

/// name, name<separator>1, name<separator>2: the first that is free.
std::string free_name(const table& t, const std::string& name, const std::string& separator,
                      int first) {
  std::string candidate = name;
  for (int n = first; taken(t, candidate); ++n) candidate = name + separator + std::to_string(n);
  return candidate;
}

/// The first of stem1, stem2 ... that is free, found in one walk over the names that begin so.
std::string numbered(const table& t, const std::string& stem) {
  std::vector<bool> used(t.indexes.size() + t.constraints.size() + 2);
  const auto mark = [&](const auto& held) {
    for (auto at = held.lower_bound(stem); at != held.end() && at->first.starts_with(stem); ++at) {
      std::size_t n = 0;
      const char* const begin = at->first.data() + stem.size();
      const char* const end = at->first.data() + at->first.size();
      const auto [rest, problem] = std::from_chars(begin, end, n);
      if (problem == std::errc() && rest == end && *begin != '0' && n < used.size()) used[n] = true;
    }
  };
  mark(t.indexes);
  mark(t.constraints);
  std::size_t n = 1;
  while (used[n]) ++n;
  return stem + std::to_string(n);
}

std::string schema_of(const std::string& key) {
  const std::size_t dot = key.find('.');
  return dot == std::string::npos ? std::string() : key.substr(0, dot);
}

/// PostgreSQL keeps relations, and constraints, apart by their names in a schema.
class names_of_schema {
 public:
  names_of_schema(const model& m, const table& beside) : model_(m), beside_(beside) {}

  [[nodiscard]] bool has_constraint(const std::string& name) const {
    return any_table(name, [&](const table& t) { return t.constraints.count(name) != 0; });
  }
  [[nodiscard]] bool has_relation(const std::string& name) const {
    const std::string schema = schema_of(beside_.name);
    const std::string key = schema.empty() ? name : schema + "." + name;
    return model_.tables.count(key) != 0 || model_.views.count(key) != 0 ||
           (!model_.objects.empty() && model_.objects.count("sequence " + key) != 0) ||
           any_table(name, [&](const table& t) {
             const auto held = t.constraints.find(name);
             return t.indexes.count(name) != 0 ||
                    (held != t.constraints.end() &&
                     (held->second.kind == "primary key" || held->second.kind == "exclude"));
           });
  }

 private:
  template <typename F>
  [[nodiscard]] bool any_table(const std::string& name, F f) const {
    if (!model_.places.may_exist(name)) return false;
    if (f(beside_)) return true;
    const std::string schema = schema_of(beside_.name);
    return std::any_of(model_.tables.begin(), model_.tables.end(), [&](const auto& entry) {
      return schema_of(entry.first) == schema && entry.second.temporary == beside_.temporary &&
             f(entry.second);
    });
  }

  const model& model_;
  const table& beside_;
};

/// table_columns_label, table_columns_label1 ...
template <typename Taken>
std::string first_free(const std::string& table_name, const std::string& columns,
                       const std::string& label, Taken is_taken) {
  std::string candidate = joined_name(table_name, columns, label);
  for (int n = 1; is_taken(candidate); ++n)
    candidate = joined_name(table_name, columns, label + std::to_string(n));
  return candidate;
}

std::string postgres_constraint_name(const model& m, const table& t, sql::constraint_kind kind,
                                     const std::vector<std::string>& columns) {
  const names_of_schema names(m, t);
  const auto is_key_taken = [&](const std::string& name) {
    return names.has_relation(name) || names.has_constraint(name);
  };
  const auto is_taken = [&](const std::string& name) { return names.has_constraint(name); };
  const std::string table_name = bare_name(t.name);
  switch (kind) {
    case sql::constraint_kind::primary_key:
      return first_free(table_name, {}, "pkey", is_key_taken);
    case sql::constraint_kind::unique:
      return first_free(table_name, underscored(columns), "key", is_key_taken);
    case sql::constraint_kind::exclude:
      return first_free(table_name, underscored(columns), "excl", is_key_taken);
    case sql::constraint_kind::foreign_key:
      return first_free(table_name, underscored(columns), "fkey", is_taken);
    case sql::constraint_kind::check:
      break;
  }
  return first_free(table_name, columns.size() == 1 ? columns.front() : std::string(), "check",
                    is_taken);
}

std::string mysql_constraint_name(const table& t, sql::constraint_kind kind,
                                  const std::vector<std::string>& columns) {
  switch (kind) {
    case sql::constraint_kind::unique:
      return free_name(t, columns.empty() ? "functional_index" : columns.front(), "_", 2);
    case sql::constraint_kind::foreign_key:
      return numbered(t, bare_name(t.name) + "_ibfk_");
    default:
      return numbered(t, bare_name(t.name) + "_chk_");
  }
}

std::string sqlite_constraint_name(const table& t, sql::constraint_kind kind) {
  switch (kind) {
    case sql::constraint_kind::primary_key:
      return "primary key";
    case sql::constraint_kind::unique:
      return numbered(t, "sqlite_autoindex_" + bare_name(t.name) + "_");
    case sql::constraint_kind::foreign_key:
      return numbered(t, bare_name(t.name) + "_ibfk_");
    default:
      return numbered(t, bare_name(t.name) + "_chk_");
  }
}

/// a, b1 for a second b: as ChooseIndexColumnNames does.
std::vector<std::string> told_apart(const std::vector<std::string>& names) {
  if (names.size() < 2) return names;
  std::vector<std::string> out;
  out.reserve(names.size());
  for (const std::string& name : names) {
    std::string candidate = name;
    for (int n = 1; std::find(out.begin(), out.end(), candidate) != out.end(); ++n)
      candidate = clipped(name, longest_name - std::to_string(n).size()) + std::to_string(n);
    out.push_back(candidate);
  }
  return out;
}

}  // namespace

std::string cut_name(const std::string& first, const std::string& label) {
  return joined_name(first, {}, label);
}

std::string default_constraint_name(const model& m, const table& t, const sql::table_constraint& c,
                                    const std::vector<std::string>& about, dialect d) {
  if (d == dialect::mysql && c.kind == sql::constraint_kind::primary_key) return "PRIMARY";
  if (c.constraint && !c.constraint->text.empty()) return c.constraint->text;
  switch (d) {
    case dialect::postgres:
      return postgres_constraint_name(m, t, c.kind, told_apart(about));
    case dialect::mysql:
      return mysql_constraint_name(t, c.kind, about);
    case dialect::sqlite:
      break;
  }
  return sqlite_constraint_name(t, c.kind);
}

std::string default_index_name(const model& m, const table& t,
                               const std::vector<std::string>& parts, dialect d) {
  if (d == dialect::mysql) {
    return free_name(t, parts.empty() || parts.front().empty() ? "functional_index" : parts.front(),
                     "_", 2);
  }
  const names_of_schema names(m, t);
  return first_free(bare_name(t.name), underscored(told_apart(parts)), "idx",
                    [&](const std::string& name) { return names.has_relation(name); });
}

}  // namespace sluice::schema
