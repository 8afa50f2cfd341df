#include "migrator/target.hpp"

#include <fmt/format.h>

namespace sluice::migrator {

namespace {

text::place place_of(const phases::step& s, const phases::step_statement& statement,
                     const text::database_error& cause) {
  const std::size_t inside = cause.offset.value_or(0);
  const std::size_t at = statement.parsed.where.begin +
                         (inside < statement.parsed.where.size() ? inside : std::size_t{0});
  return {s.file->name(), s.file->position_of(at)};
}

}  // namespace

step_error::step_error(const phases::change& c, const phases::step& s,
                       const phases::step_statement& statement, const text::database_error& cause,
                       std::string now, std::string next_command)
    : std::runtime_error(
          fmt::format("{} failed: {}", phases::step_name(c, s.phase), cause.server_message())),
      where(place_of(s, statement, cause)),
      source_line(s.file->line_text(where.at.line)),
      kind(cause.kind()),
      code(cause.code()),
      server_message(cause.server_message()),
      storable_message(cause.storable_message),
      state_now(std::move(now)),
      next(std::move(next_command)) {}

}  // namespace sluice::migrator
