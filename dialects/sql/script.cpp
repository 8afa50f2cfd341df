#include "dialects/sql/script.hpp"

#include "dialects/sql/head.hpp"
#include "dialects/sql/split.hpp"
#include "dialects/sql/understand.hpp"

#include <utility>

namespace sluice::sql {

namespace {

/// `significant` is memory that serves one statement after the other.
parsed_statement read_statement(const token_stream& all, piece&& p, std::string_view bytes,
                                dialect d, std::vector<token>& significant) {
  parsed_statement result;
  result.where = text::join(all[p.begin].where, all[p.end - 1].where);
  result.whole = text::join(all[p.whole_begin].where, all[p.whole_end - 1].where);
  for (std::size_t i = p.whole_begin; i < p.end; ++i) {
    if (all[i].what == kind::comment) result.comments.push_back(all[i].where);
  }
  significant.clear();
  for (std::size_t i = p.begin; i < p.end; ++i) {
    if (!is_trivia(all[i].what)) significant.push_back(all[i]);
  }
  result.head = statement_head(significant, bytes);
  if (!p.problem.empty()) {
    result.outcome = understanding::malformed;
    result.note = std::move(p.problem);
    result.note_where = p.problem_where;
    return result;
  }
  reading read = understand(significant, bytes, d);
  result.outcome = read.outcome;
  result.what = std::move(read.what);
  result.relations = std::move(read.relations);
  result.changes_within = std::move(read.changes_within);
  result.note = std::move(read.note);
  result.note_where = read.note_where;
  return result;
}

}  // namespace

script parse(const text::source& file, dialect d) {
  const std::string_view bytes = file.bytes();
  const token_stream all = lex(bytes, d);
  pieces parts = split(all, bytes, d);
  script result;
  result.statements.reserve(parts.statements.size());
  std::vector<token> significant;
  for (piece& p : parts.statements) {
    result.statements.push_back(read_statement(all, std::move(p), bytes, d, significant));
  }
  for (std::size_t i = parts.rest; i < all.size(); ++i) {
    if (all[i].what == kind::comment) result.trailing_comments.push_back(all[i].where);
  }
  return result;
}

}  // namespace sluice::sql
