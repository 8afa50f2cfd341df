#pragma once

#include "migrator/target.hpp"

#include <vector>

namespace sluice::migrator {

/// Looks at what an earlier, interrupted run of a step left in the journal, and settles every
/// intent: waits for a statement that the server still executes, then asks the catalogue whether
/// its effect is there. Returns the journal with nothing but done entries (failed and undone ones
/// are removed, to run again). Throws busy_error while the old connection works, and
/// undecided_error when the catalogue cannot tell.
[[nodiscard]] std::vector<journal_entry> recover_step(target& t, const phases::change& c,
                                                      const phases::step& s);

/// Whether a statement ran could not be found out. Exit code 11.
class undecided_error : public std::runtime_error {
 public:
  undecided_error(const std::string& message, std::string help_text)
      : std::runtime_error(message), help(std::move(help_text)) {}
  std::string help;
};

/// A human's answer for a statement that the catalogue cannot judge.
void resolve_statement(target& t, const phases::change& c, const phases::step& s,
                       std::size_t ordinal, bool was_done, const std::string& why);

}  // namespace sluice::migrator
