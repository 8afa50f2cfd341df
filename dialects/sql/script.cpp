#include "dialects/sql/script.hpp"

#include "dialects/sql/file_problem.hpp"
#include "dialects/sql/head.hpp"
#include "dialects/sql/hints.hpp"
#include "dialects/sql/parse_state.hpp"
#include "dialects/sql/split.hpp"
#include "dialects/sql/understand.hpp"

#include <utility>

namespace sluice::sql {

namespace {

/// Memory that serves one statement after the other.
struct reader_memory {
  std::vector<token> significant;
  parse_memory parse;
};

void read_statement(const token_stream& all, piece&& p, std::string_view bytes, dialect d,
                    reader_memory& memory, parsed_statement& result) {
  std::vector<token>& significant = memory.significant;
  result.where = text::join(all[p.begin].where, all[p.end - 1].where);
  result.whole = text::join(all[p.whole_begin].where, all[p.whole_end - 1].where);
  for (std::size_t i = p.whole_begin; i < p.end; ++i) {
    if (all[i].what == kind::comment) result.comments.push_back(all[i].where);
  }
  significant.resize(p.end - p.begin);
  std::size_t count = 0;
  for (std::size_t i = p.begin; i < p.end; ++i) {
    significant[count] = all[i];
    count += is_trivia(all[i].what) ? 0 : 1;
  }
  significant.resize(count);
  result.head = statement_head(significant, bytes);
  if (!p.problem.empty()) {
    result.outcome = understanding::malformed;
    result.note = std::move(p.problem);
    result.note_where = p.problem_where;
    return;
  }
  if (auto odd = find_odd_character(significant, bytes)) {
    result.outcome = understanding::malformed;
    result.note = std::move(odd->first);
    result.note_where = odd->second;
    return;
  }
  reading read = understand(significant, bytes, d, memory.parse);
  result.outcome = read.outcome;
  result.what = std::move(read.what);
  result.relations = std::move(read.relations);
  result.changes_within = std::move(read.changes_within);
  result.note = std::move(read.note);
  result.note_where = read.note_where;
}

/// What is no SQL is one statement that nobody understands, from its first token to its last.
parsed_statement read_none(const token_stream& all, file_problem problem) {
  parsed_statement result;
  result.outcome = understanding::malformed;
  result.note = std::move(problem.note);
  result.note_where = problem.where;
  bool begun = false;
  for (const token& t : all) {
    if (t.what == kind::comment) result.comments.push_back(t.where);
    if (is_trivia(t.what)) continue;
    result.where = begun ? text::join(result.where, t.where) : t.where;
    begun = true;
  }
  result.whole = text::join(all.front().where, all.back().where);
  return result;
}

}  // namespace

script parse(const text::source& file, dialect d) {
  const std::string_view bytes = file.bytes();
  const token_stream all = lex(bytes, d);
  script result;
  if (auto problem = find_file_problem(all, bytes)) {
    result.statements.push_back(read_none(all, std::move(*problem)));
    return result;
  }
  pieces parts = split(all, bytes, d);
  result.statements.reserve(parts.statements.size());
  reader_memory memory;
  for (piece& p : parts.statements) {
    read_statement(all, std::move(p), bytes, d, memory, result.statements.emplace_back());
  }
  for (std::size_t i = parts.rest; i < all.size(); ++i) {
    if (all[i].what == kind::comment) result.trailing_comments.push_back(all[i].where);
  }
  return result;
}

}  // namespace sluice::sql
