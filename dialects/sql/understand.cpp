#include "dialects/sql/understand.hpp"

#include "dialects/sql/explain.hpp"
#include "dialects/sql/families.hpp"
#include "dialects/sql/hints.hpp"
#include "dialects/sql/lower.hpp"
#include "dialects/sql/parse_state.hpp"

#include <fmt/format.h>

#include <utility>

namespace sluice::sql {

namespace {

using family = bool (*)(parse_state&);

family table_family(dialect d) {
  switch (d) {
    case dialect::postgres:
      return postgres::parse_table;
    case dialect::mysql:
      return mysql::parse_table;
    case dialect::sqlite:
      break;
  }
  return sqlite::parse_table;
}

family routine_family(dialect d) {
  switch (d) {
    case dialect::postgres:
      return postgres::parse_routine;
    case dialect::mysql:
      return mysql::parse_routine;
    case dialect::sqlite:
      break;
  }
  return sqlite::parse_routine;
}

/// Tries the families that the first word allows. All of them share the state, so that the furthest
/// failure of any of them is what the note says.
bool match_families(parse_state& s) {
  switch (static_cast<kind>(static_cast<unsigned char>(s.kinds.front()))) {
    case kind::kw_create:
      return table_family(s.which)(s) || parse_object(s) || routine_family(s.which)(s);
    case kind::kw_alter:
    case kind::kw_rename:
      return table_family(s.which)(s);
    case kind::kw_drop:
      return parse_object(s);
    case kind::kw_select:
    case kind::kw_insert:
    case kind::kw_replace:
    case kind::kw_update:
    case kind::kw_delete:
    case kind::kw_merge:
    case kind::kw_with:
    case kind::kw_values:
    case kind::kw_table:
    case kind::left_paren:
      return parse_dml(s);
    case kind::kw_begin:
    case kind::kw_start:
    case kind::kw_commit:
    case kind::kw_end:
    case kind::kw_rollback:
    case kind::kw_savepoint:
    case kind::kw_release:
    case kind::kw_set:
    case kind::kw_pragma:
    case kind::kw_use:
      return parse_session(s);
    default:
      return false;
  }
}

/// CREATE SCHEMA s CREATE TABLE ...: understood when each of its statements is.
void understand_elements(reading& outer, const std::vector<token>& significant,
                         std::string_view bytes, dialect d) {
  const auto* command = std::get_if<object_command>(&outer.what);
  if (command == nullptr) return;
  std::size_t at = 0;  // the elements stand in order
  for (const span element : command->elements) {
    std::vector<token> tokens;
    while (at < significant.size() && significant[at].where.begin < element.begin) ++at;
    for (; at < significant.size() && significant[at].where.end <= element.end; ++at) {
      tokens.push_back(significant[at]);
    }
    reading inner = understand(tokens, bytes, d);
    outer.rules_tried += inner.rules_tried;
    if (inner.outcome != understanding::understood) {
      inner.rules_tried = outer.rules_tried;
      inner.what = opaque{};
      outer = std::move(inner);
      return;
    }
    for (object_name& relation : inner.relations) outer.relations.push_back(std::move(relation));
  }
}

}  // namespace

reading understand(const std::vector<token>& significant, std::string_view bytes, dialect d) {
  parse_memory memory;
  return understand(significant, bytes, d, memory);
}

reading understand(const std::vector<token>& significant, std::string_view bytes, dialect d,
                   parse_memory& memory) {
  reading result;
  if (significant.empty()) return result;
  parse_state state(d, significant, bytes, memory);
  const lowering context{bytes, significant, d};
  if (state.unpaired) {
    result.note =
        fmt::format("this {} is never closed", kind_text(significant[*state.unpaired].what));
    result.note_where = significant[*state.unpaired].where;
    return result;
  }
  bool matched = false;
  try {
    matched = match_families(state);
    if (!matched) {
      state.plan = plan_command(significant, bytes, d);
      if (state.plan.what == command::explain) return understand_explained(significant, bytes, d);
      matched = parse_command(state);
    }
  } catch (const too_deep&) {
    result.rules_tried = state.attempts;
    result.note = "nested more than " + std::to_string(max_depth) + " levels deep";
    result.note_where = significant.front().where;
    return result;
  }
  result.rules_tried = state.attempts;
  if (matched) {
    result.what = lower(state.nodes, context);
    result.relations = relations_in(state.nodes, context);
    result.changes_within = changes_within(state.nodes, context);
    result.outcome = understanding::understood;
    understand_elements(result, significant, bytes, d);
    return result;
  }
  if (state.attempts == 0) {
    result.note = unknown_statement(significant, bytes, d);
    result.note_where = significant.front().where;
    return result;
  }
  const bool at_end = state.furthest >= significant.size();
  // At the end there is nothing to point at but the last token.
  const auto at = static_cast<std::uint32_t>(at_end ? significant.size() - 1 : state.furthest);
  result.note = expectation(state, at_end ? std::string_view() : context.text(at));
  result.note_where = significant[at].where;
  return result;
}

bool read_rows_tree(const std::vector<token>& significant, std::string_view bytes, dialect d,
                    tree& nodes, std::string& note) {
  parse_memory memory;
  parse_state state(d, significant, bytes, memory);
  try {
    if (state.unpaired || !parse_dml(state)) {
      note = "the statement is not understood";
      return false;
    }
  } catch (const too_deep& problem) {
    note = problem.what();
    return false;
  }
  nodes = std::move(memory.nodes);
  return true;
}

}  // namespace sluice::sql
