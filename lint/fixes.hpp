#pragma once

#include "lint/rule.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Rewrites that do the same and block nobody. Each gives nothing where it is not known to be safe;
/// whoever applies one lints again and sees that the finding is gone and none has come.
namespace sluice::lint {

/// The text with the edits done; they are in its order and do not overlap. Line ends are put in as
/// the text has them.
[[nodiscard]] std::string apply_edits(std::string_view text, const std::vector<edit>& edits);

/// CONCURRENTLY in a CREATE INDEX or DROP INDEX. Such a statement cannot run in a transaction, so
/// that it has to be the step's only one, or the step runs without one already.
[[nodiscard]] std::vector<edit> fix_concurrently(const statement_view& view);

/// ADD CONSTRAINT ... NOT VALID, and VALIDATE CONSTRAINT behind it. `action` is the ALTER's only
/// one.
[[nodiscard]] std::vector<edit> fix_validate_later(const statement_view& view,
                                                   const sql::table_constraint& constraint);

/// CREATE UNIQUE INDEX CONCURRENTLY, and the key USING INDEX.
[[nodiscard]] std::vector<edit> fix_key_by_index(const statement_view& view,
                                                 const sql::table_constraint& constraint);

/// A validated CHECK (column IS NOT NULL) around SET NOT NULL, which then reads no row.
[[nodiscard]] std::vector<edit> fix_prove_not_null(const statement_view& view,
                                                   const sql::name& column);

/// -- sluice:no-transaction for a step that only adds constraints unchecked and validates them.
[[nodiscard]] std::vector<edit> fix_no_transaction(const statement_view& view);

/// MySQL: drops of indexes, new columns and new indexes, each sort in an ALTER TABLE of its own, in
/// that order.
[[nodiscard]] std::vector<edit> fix_split_actions(const statement_view& view);

/// Takes out a SET of one value.
[[nodiscard]] std::vector<edit> fix_remove_setting(const statement_view& view);

/// Takes out the line of a directive.
[[nodiscard]] std::vector<edit> fix_remove_line(const text::source& file, text::span comment);

}  // namespace sluice::lint
