#pragma once

#include "dialects/engine.hpp"
#include "dialects/sql/statement.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/sql/tree.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// From a statement's tree to the values of statement.hpp.
namespace sluice::sql {

struct lowering {
  std::string_view bytes;            ///< the whole file
  const std::vector<token>& tokens;  ///< the statement's significant tokens, which tree nodes count
  dialect which;

  [[nodiscard]] std::string_view text(std::uint32_t index) const {
    return bytes.substr(tokens[index].where.begin, tokens[index].where.size());
  }
  [[nodiscard]] kind kind_of(std::uint32_t index) const { return tokens[index].what; }
  /// Bytes from the first to the last token; empty for a node without tokens.
  [[nodiscard]] span span_of(std::uint32_t first, std::uint32_t last) const;
  [[nodiscard]] span span_of(cursor c) const { return span_of(c.first(), c.last()); }

  [[nodiscard]] name to_name(std::uint32_t index) const;
  /// Of a node `name`, or of a node that holds one.
  [[nodiscard]] name to_name(cursor c) const;
  [[nodiscard]] object_name to_object(cursor c) const;
  [[nodiscard]] std::vector<object_name> objects_in(cursor c) const;
  /// The names of a column list; expressions are left out.
  [[nodiscard]] std::vector<name> columns_in(cursor list) const;
  /// The same with an empty name in place of each expression.
  [[nodiscard]] std::vector<name> parts_in(cursor list) const;
  /// A type in lower case, its white space folded: "numeric(10,2)", "timestamp with time zone".
  [[nodiscard]] std::string to_type(cursor c) const;
  /// 'text' and $tag$text$tag$ without what opens and closes them.
  [[nodiscard]] span inside_quotes(std::uint32_t index) const;
};

[[nodiscard]] statement lower(const tree& nodes, const lowering& context);

/// Every table and view that the statement names, in reading order.
[[nodiscard]] std::vector<object_name> relations_in(const tree& nodes, const lowering& context);
/// The changes of rows inside a statement, but for its own.
[[nodiscard]] std::vector<row_change> changes_within(const tree& nodes, const lowering& context);

// The parts, one file each.
[[nodiscard]] statement lower_create_table(cursor c, const lowering& context);
[[nodiscard]] statement lower_alter_table(cursor c, const lowering& context);
[[nodiscard]] column_definition lower_column(cursor c, const lowering& context);
/// The last name of COLLATE pg_catalog."C".
[[nodiscard]] std::string lower_collation(cursor c, const lowering& context);
/// `list` is the column list of the key or index that `c` defines.
[[nodiscard]] key_details lower_key_details(cursor c, cursor list, const lowering& context);
/// The names of INCLUDE (a, b) anywhere in the node.
[[nodiscard]] std::vector<name> lower_included(cursor c, const lowering& context);
[[nodiscard]] table_constraint lower_constraint(cursor c, const lowering& context);
[[nodiscard]] index_definition lower_index(cursor c, const lowering& context);
/// MySQL: "fulltext" or "spatial" when that is the token.
[[nodiscard]] std::string index_sort(std::uint32_t first, const lowering& context);
[[nodiscard]] statement lower_object(cursor c, const lowering& context);
[[nodiscard]] statement lower_command(cursor c, const lowering& context);
[[nodiscard]] statement lower_dml(cursor c, const lowering& context);
/// What the words of an action about partitions, tablespaces or versions mean. A new set of ranges
/// or lists (REORGANIZE, PARTITION BY) may refuse rows that the old one took.
[[nodiscard]] decltype(alter_action::what) lower_by_words(std::string words, cursor c,
                                                          const lowering& context);
[[nodiscard]] select_query lower_query(cursor c, const lowering& context);
/// The ALGORITHM and LOCK among the children; what is not said there stays.
void read_method(cursor c, const lowering& context, online_method& method);

[[nodiscard]] statement lower_auxiliary(cursor c, const lowering& context);
/// The tokens in lower case, a blank between them.
[[nodiscard]] std::string words_in(std::uint32_t first, std::uint32_t last,
                                   const lowering& context);
/// Of a path: [schema.]table.column; nothing when it is one name.
[[nodiscard]] std::optional<column_reference> to_column(cursor path, const lowering& context);

/// What a query's list says about its rows.
struct list_facts {
  bool star = false;
  bool aggregate = false;
  bool window = false;
};

[[nodiscard]] list_facts inspect_list(cursor list, const lowering& context);

/// One INSERT, UPDATE or DELETE, wherever it stands.
[[nodiscard]] row_change lower_row_change(cursor c, const lowering& context);
/// The actions of a MERGE.
[[nodiscard]] std::vector<row_change> lower_merge(cursor c, const lowering& context);

}  // namespace sluice::sql
