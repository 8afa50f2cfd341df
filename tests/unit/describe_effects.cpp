#include "tests/unit/describe_effects.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace sluice::test {

namespace {

std::string list(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return "(" + out + ")";
}

std::string describe(const schema::effect& e, const text::source& file) {
  std::string out(schema::effect_name(e.kind));
  if (!e.table.empty() || !e.object.empty())
    out += " " + e.table + (e.table.empty() || e.object.empty() ? "" : ".") + e.object;
  if (!e.to.empty()) out += " -> " + e.to;
  if (!e.constraint.empty()) out += " " + e.constraint;
  if (!e.columns.empty()) out += " " + list(e.columns);
  if (e.required) out += " required";
  if (e.unique) out += " unique";
  if (e.whole_table) out += " whole-table";
  if (e.replaced) out += " replaced";
  if (e.widens) out += " widens";
  if (!e.existed_before) out += " new";
  if (e.skipped != schema::effect_kind::nothing)
    out += " instead of " + std::string(schema::effect_name(e.skipped));
  return out + " {" + std::string(file.slice(e.where)) + "}\n";
}

std::set<std::string> facts(const schema::model& m) {
  std::set<std::string> out;
  std::istringstream in(schema::dump(m));
  for (std::string line; std::getline(in, line);) out.insert(line);
  return out;
}

void fold_all(schema::model& m, const std::string& sql, dialect d,
              const schema::model* before_change, folded* out) {
  const text::source file("x.sql", sql);
  for (const sql::parsed_statement& s : sql::parse(file, d).statements) {
    const schema::model now = m;
    auto effects = schema::fold(m, s, file, d);
    if (out == nullptr) continue;
    schema::mark_existing(effects, *before_change, now);
    for (schema::effect& e : effects) {
      out->effect_lines += describe(e, file);
      out->effects.push_back(std::move(e));
    }
  }
}

}  // namespace

folded fold_text(const std::string& before, const std::string& sql, dialect d) {
  folded out;
  fold_all(out.before, before, d, nullptr, nullptr);
  out.after = out.before;
  fold_all(out.after, sql, d, &out.before, &out);
  const std::set<std::string> was = facts(out.before), is = facts(out.after);
  for (const std::string& fact : was) {
    if (!is.contains(fact)) out.model_lines += "- " + fact + "\n";
  }
  for (const std::string& fact : is) {
    if (!was.contains(fact)) out.model_lines += "+ " + fact + "\n";
  }
  return out;
}

}  // namespace sluice::test
