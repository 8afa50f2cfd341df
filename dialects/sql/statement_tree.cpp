#include "dialects/sql/statement_tree.hpp"

#include "dialects/parameters.hpp"
#include "dialects/sql/split.hpp"
#include "dialects/sql/understand.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace sluice::sql {

namespace {

bool begins_rows_statement(kind k) {
  constexpr std::array beginnings{
      kind::kw_select, kind::kw_insert, kind::kw_replace, kind::kw_update, kind::kw_delete,
      kind::kw_merge,  kind::kw_with,   kind::kw_values,  kind::kw_table,  kind::left_paren};
  return std::find(beginnings.begin(), beginnings.end(), k) != beginnings.end();
}

}  // namespace

statement_tree read_statement_tree(std::string_view sql, dialect d) {
  statement_tree out;
  out.which = d;
  out.text = rewrite_parameters(sql, d, [&](const parameter& p) {
    return d == dialect::postgres ? fmt::format("${}", p.number) : std::string("?");
  });
  const token_stream all = lex(out.text, d);
  const pieces parts = split(all, out.text, d);
  if (parts.statements.size() != 1) {
    out.problem = parts.statements.empty() ? "the text holds no statement"
                                           : "the text holds several statements";
    return out;
  }
  const piece& only = parts.statements.front();
  if (!only.problem.empty()) {
    out.problem = only.problem;
    return out;
  }
  for (std::size_t i = only.begin; i < only.end; ++i) {
    if (!is_trivia(all[i].what)) out.tokens.push_back(all[i]);
  }
  out.about_rows = !out.tokens.empty() && begins_rows_statement(out.tokens.front().what);
  if (!out.about_rows) {
    out.problem = "it is no statement about rows";
    return out;
  }
  if (!read_rows_tree(out.tokens, out.text, d, out.nodes, out.problem)) out.nodes.truncate(0);
  return out;
}

}  // namespace sluice::sql
