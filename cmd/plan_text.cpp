#include "cmd/plan_text.hpp"

#include "cmd/effect_json.hpp"

#include <fmt/format.h>

#include <array>

namespace sluice::cmd {

namespace {

std::string_view standing_name(schema::fact_standing standing) {
  constexpr std::array<std::string_view, 3> names = {"measured", "documented", "unknown"};
  return names.at(static_cast<std::size_t>(standing));
}

json relation_json(const schema::relation_fact& f) {
  json out{{"relation", f.relation}};
  if (!f.as.empty()) out["as"] = f.as;
  if (f.lock) out["lock"] = schema::lock_name(*f.lock);
  if (f.metadata_lock) out["metadata_lock"] = true;
  out["scans"] = f.scans;
  out["builds_index"] = f.builds_index;
  out["rewrites"] = f.rewrites;
  return out;
}

json facts_json(const schema::statement_facts& facts) {
  json out{{"standing", standing_name(facts.standing)}, {"transactional", facts.transactional}};
  if (!facts.reason.empty()) out["reason"] = facts.reason;
  if (facts.algorithm) out["algorithm"] = schema::algorithm_name(*facts.algorithm);
  if (facts.lock) out["lock"] = schema::lock_name(*facts.lock);
  out["relations"] = json::array();
  for (const schema::relation_fact& f : schema::merged(facts))
    out["relations"].push_back(relation_json(f));
  return out;
}

/// "users (referenced table): share row exclusive, blocks writes"
std::string relation_text(const schema::relation_fact& f) {
  std::string out = f.relation;
  if (!f.as.empty()) out += fmt::format(" ({})", f.as);
  out += ':';
  const auto add = [&](std::string_view what) {
    out += out.back() == ':' ? " " : ", ";
    out += what;
  };
  if (f.lock) add(fmt::format("{}, {}", schema::lock_name(*f.lock), schema::blocked_by(*f.lock)));
  if (f.metadata_lock) add("waits for transactions that use it, others wait behind");
  if (f.rewrites)
    add("every row is written anew");
  else if (f.builds_index)
    add("an index is built");
  else if (f.scans)
    add("every row is read");
  return out;
}

void print_facts(terminal& term, const schema::statement_facts& facts) {
  constexpr const char* line = "             {}";
  if (facts.algorithm)
    term.line(fmt::format(
        line, fmt::format("ALGORITHM={}, LOCK={}", schema::algorithm_name(*facts.algorithm),
                          schema::lock_name(facts.lock.value_or(schema::alter_lock::exclusive)))));
  for (const schema::relation_fact& f : schema::merged(facts))
    term.line(fmt::format(line, relation_text(f)));
}

}  // namespace

json statements_json(const std::vector<phases::planned_statement>& statements, dialect d) {
  json out = json::array();
  for (const phases::planned_statement& s : statements) {
    json one{{"change", s.change},      {"phase", phases::phase_name(s.phase)},
             {"file", s.file},          {"line", s.at.line},
             {"column", s.at.column},   {"statement", s.head},
             {"effects", json::array()}};
    for (const schema::effect& e : s.effects) one["effects"].push_back(effect_json(e, d));
    one["facts"] = facts_json(s.facts);
    out.push_back(std::move(one));
  }
  return out;
}

void print_statement(terminal& term, const phases::planned_statement& s,
                     const server_version& server) {
  std::string what;
  for (const schema::effect& e : s.effects) {
    if (!what.empty()) what += "; ";
    what += phases::describe(e);
  }
  term.line(fmt::format("  line {:>4}  {}", s.at.line, what.empty() ? s.head : what));
  for (const schema::effect& e : s.effects) {
    const std::string harm = phases::harm(e, dialect_of(server.kind));
    if (!harm.empty()) term.line(fmt::format("             {}", harm));
  }
  print_facts(term, s.facts);
  if (s.facts.standing == schema::fact_standing::unknown) {
    term.line(fmt::format("             at worst: {}", s.facts.reason));
  } else if (s.facts.standing == schema::fact_standing::documented &&
             (!s.facts.relations.empty() || s.facts.algorithm)) {
    term.line(fmt::format("             by the documentation, not measured on {} {}.{}",
                          engine_name(server.kind), server.major, server.minor));
  }
}

}  // namespace sluice::cmd
