#include "dialects/schema/statement_facts.hpp"

#include "dialects/mysql/facts.hpp"
#include "dialects/postgres/facts.hpp"
#include "dialects/schema/fact_list.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/sqlite/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace sluice::schema {
namespace {

template <typename Add>
void each_foreign_key(const table& t, Add add) {
  for (const auto& entry : t.constraints) {
    if (entry.second.kind == "foreign key" && !entry.second.references.empty()) add(entry.second);
  }
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

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

std::string facts_question::key_of(const sql::object_name& name) const {
  return model_name(name, which());
}

std::vector<std::string> words_in(const text::source& file, text::span where, dialect d) {
  std::vector<std::string> words;
  const std::string_view bytes = file.bytes().substr(where.begin, where.size());
  for (const sql::token& t : sql::lex(bytes, d)) {
    const std::string_view shown = bytes.substr(t.where.begin, t.where.size());
    if (t.what == sql::kind::quoted_name)
      words.push_back(sql::fold_name(shown, d));
    else if (sql::is_word(t.what))
      words.push_back(sql::lower_case(shown));
  }
  return words;
}

bool has_words(const std::vector<std::string>& words, std::string_view sequence) {
  std::vector<std::string_view> wanted;
  for (std::size_t at = 0; at <= sequence.size();) {
    const std::size_t end = std::min(sequence.find(' ', at), sequence.size());
    wanted.push_back(sequence.substr(at, end - at));
    at = end + 1;
  }
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

std::vector<std::string> descendants(const model& m, const std::string& table_name) {
  std::vector<std::string> found;
  std::vector<std::string> open{table_name};
  while (!open.empty()) {
    const std::string parent = open.back();
    open.pop_back();
    for (const auto& [name, t] : m.tables) {
      const bool is_child =
          t.partition_of == parent ||
          std::find(t.inherits.begin(), t.inherits.end(), parent) != t.inherits.end();
      if (!is_child || name == table_name ||
          std::find(found.begin(), found.end(), name) != found.end())
        continue;
      found.push_back(name);
      open.push_back(name);
    }
  }
  return found;
}

std::vector<std::string> referencing_tables(const model& m, const std::string& table_name) {
  std::vector<std::string> found;
  for (const auto& [name, t] : m.tables) {
    if (name == table_name) continue;
    each_foreign_key(t, [&, &child = name](const constraint& c) {
      if (c.references == table_name) add_once(found, child);
    });
  }
  return found;
}

std::vector<std::string> referenced_tables(const model& m, const std::string& table_name) {
  std::vector<std::string> found;
  const auto held = m.tables.find(table_name);
  if (held == m.tables.end()) return found;
  each_foreign_key(held->second, [&](const constraint& c) {
    if (c.references != table_name) add_once(found, c.references);
  });
  return found;
}

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
      return server.major == 10 && server.minor == 11;
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
