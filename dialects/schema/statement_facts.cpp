#include "dialects/schema/statement_facts.hpp"

#include "dialects/mysql/facts.hpp"
#include "dialects/postgres/facts.hpp"
#include "dialects/schema/fact_collector.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/sqlite/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace sluice::schema {
namespace {

bool is_there(const model& m, const std::string& relation, dialect d) {
  return find_table(m, relation, d) != nullptr ||
         find_entry(m.views, relation, d) != m.views.end() ||
         find_index_table(m, relation, "", d) != nullptr;
}

std::string describe_relation(const relation_fact& f) {
  std::string out = f.relation + ":";
  const auto add = [&](std::string_view what) {
    out += out.back() == ':' ? " " : ", ";
    out += what;
  };
  if (f.lock) add(lock_name(*f.lock));
  if (f.metadata_lock) add("metadata lock");
  if (f.rewrites)
    add("rewrites");
  else if (f.builds_index)
    add("builds index");
  else if (f.scans)
    add("scans");
  return out;
}

}  // namespace

statement_facts find_facts(const model& before, const model& after,
                           const sql::parsed_statement& statement, const text::source& file,
                           const server_version& server) {
  const facts_question question{before, after, statement, file, server};
  statement_facts facts = question.which() == dialect::postgres ? postgres::find_facts(question)
                          : question.which() == dialect::mysql  ? mysql::find_facts(question)
                                                                : sqlite::find_facts(question);
  if (facts.standing == fact_standing::measured && !is_measured(server))
    facts.standing = fact_standing::documented;
  return facts;
}

server_version usual_version(engine kind) {
  switch (kind) {
    case engine::postgres:
      return {kind, 15, 0, 0};
    case engine::mysql:
      return {kind, 9, 7, 0};
    case engine::mariadb:
      return {kind, 10, 11, 0};
    case engine::sqlite:
      break;
  }
  return {kind, 3, 40, 1};
}

void leave_out_new(statement_facts& facts, const model& live, const model& before, dialect d) {
  std::erase_if(facts.relations, [&](const relation_fact& f) {
    return is_there(before, f.relation, d) && !is_there(live, f.relation, d);
  });
}

bool is_measured(const server_version& server) {
  switch (server.kind) {
    case engine::postgres:
      return server.major >= 12 && server.major <= 18;
    case engine::mysql:
      return server.major == 9 && server.minor == 7;
    case engine::mariadb:
      return (server.major == 10 && server.minor == 11) ||
             (server.major == 11 && server.minor == 8);
    case engine::sqlite:
      return server.major == 3 && server.minor == 40;
  }
  return false;
}

std::string_view lock_name(table_lock lock) {
  constexpr std::array<std::string_view, 8> names = {
      "access share", "row share",           "row exclusive", "share update exclusive",
      "share",        "share row exclusive", "exclusive",     "access exclusive"};
  return names.at(static_cast<std::size_t>(lock));
}

std::string_view blocked_by(table_lock lock) {
  if (lock == table_lock::access_exclusive) return "blocks reads and writes";
  return lock >= table_lock::share ? "blocks writes" : "blocks other schema changes";
}

std::string_view algorithm_name(alter_algorithm algorithm) {
  constexpr std::array<std::string_view, 4> names = {"INSTANT", "NOCOPY", "INPLACE", "COPY"};
  return names.at(static_cast<std::size_t>(algorithm));
}

std::string_view lock_name(alter_lock lock) {
  constexpr std::array<std::string_view, 3> names = {"NONE", "SHARED", "EXCLUSIVE"};
  return names.at(static_cast<std::size_t>(lock));
}

std::vector<relation_fact> merged(const statement_facts& facts) {
  std::map<std::string, relation_fact> totals;
  for (const relation_fact& f : facts.relations) {
    const auto [entry, is_first] = totals.emplace(f.relation, f);
    if (is_first) continue;
    relation_fact& sum = entry->second;
    sum.lock = std::max(sum.lock, f.lock);
    sum.metadata_lock |= f.metadata_lock;
    sum.scans |= f.scans;
    sum.builds_index |= f.builds_index;
    sum.rewrites |= f.rewrites;
    if (f.as.empty()) sum.as.clear();
  }
  std::vector<relation_fact> out;
  for (auto& entry : totals) {
    const relation_fact& f = entry.second;
    if (f.lock || f.metadata_lock || f.scans || f.builds_index || f.rewrites) out.push_back(f);
  }
  return out;
}

std::string describe(const statement_facts& facts) {
  std::string out;
  if (facts.algorithm) {
    out += fmt::format("ALGORITHM={}", algorithm_name(*facts.algorithm));
    if (facts.lock) out += fmt::format(", LOCK={}", lock_name(*facts.lock));
    out += '\n';
  }
  for (const relation_fact& f : merged(facts)) out += describe_relation(f) + "\n";
  return out.empty() ? "nothing\n" : out;
}

}  // namespace sluice::schema
