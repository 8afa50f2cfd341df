#pragma once

#include "dialects/schema/resolve.hpp"
#include "lint/finding.hpp"
#include "lint/input.hpp"
#include "lint/rule.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

/// What a statement of a release has to do with an effect.
namespace sluice::lint {

/// Who is hurt. A statement that writes is a writer, whatever it reads besides.
inline constexpr std::string_view old_readers = "old readers";
inline constexpr std::string_view old_writers = "old writers";
inline constexpr std::string_view later_readers = "old readers, once the new release has written";

/// What becomes of a statement by its names alone.
enum class name_change { none, fails, other_meaning, other_result };

struct harm {
  std::string what;
  std::string_view who;
  name_change sort = name_change::none;
};

/// One statement in the states of the schema around a statement of a migration.
struct query_use {
  const schema::name_resolution& use;   ///< just before it
  const schema::name_resolution& then;  ///< when the sessions see it: after it, or after its step
  std::optional<harm> change;           ///< since the change began, by its names alone
  bool own = false;                     ///< this statement makes a change to its names
  const std::set<std::string>& words;   ///< that its text mentions
  /// What the programs mention that run on its behalf: triggers, and routines that it calls.
  const std::set<std::string>& program_words;
};

/// How the same text means something else, or nothing, in another state.
[[nodiscard]] std::optional<harm> change_of(const schema::name_resolution& before,
                                            const schema::name_resolution& after, bool natural);

enum class judgement { untouched, hurt, open };

/// Whether an effect hurts the statement. `open`: no statement tells; sessions, rows or code that
/// is not followed are concerned.
[[nodiscard]] judgement judge(const statement_view& view, const schema::effect& e,
                              const query_use& q, std::vector<harm>& found);

/// Names compare in lower case but for PostgreSQL.
[[nodiscard]] std::string folded(std::string_view name, dialect d);
/// The last part of a model's name, folded.
[[nodiscard]] std::string last_part(std::string_view name, dialect d);

}  // namespace sluice::lint
