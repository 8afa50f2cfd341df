#include "lint/advice_words.hpp"

#include <algorithm>
#include <array>

namespace sluice::lint {

namespace {

struct wording {
  std::string_view with_phases;
  std::string_view without;
  bool to_line_end = false;  ///< what stands behind it on the line goes, too
};

// The first that fits is taken: longer ones stand before what they begin with.
constexpr std::array words{
    wording{"An expand step runs while the old release runs, and must leave it working. The gate "
            "guards contract steps alone.",
            "A migration runs while the old release runs, and must leave it working."},
    wording{"Move the statement to contract.sql: the gate lets it run when no protected release "
            "needs the old shape.",
            "Put it into a later migration, for the time when no release that needs the old shape "
            "runs or may be rolled back to."},
    wording{"Retire the releases that name it (sluice release retire).",
            "Wait until no release that names it runs or may be rolled back to."},
    wording{"A step of its own, one key at a time: Sluice waits for the lock briefly, and tries "
            "again.",
            "A migration of its own, one key at a time, with a short lock timeout and another try "
            "when it has passed."},
    wording{"a step of its own; rows belong into migrate.sql, as a backfill.",
            "a migration of its own; rows are changed in batches, outside of migrations."},
    wording{"A step of its own (another change, or verify by hand in between)",
            "A migration of its own"},
    wording{"migrate.sql, as a backfill job that Sluice cuts into batches:",
            "In batches along a key, each in a transaction of its own, outside of migrations:"},
    wording{"  -- sluice:backfill name=...\n", ""},
    wording{"migrate.sql: -- sluice:backfill", "then, in batches along a key:", true},
    wording{"migrate.sql: ", "then, in batches: "},
    wording{" in migrate.sql", " in batches"},
    wording{"verify.sql: -- sluice:expect empty", "this must find nothing:"},
    wording{"verify.sql: none is left", "check that none is left"},
    wording{"expand.sql: ", "this migration: "},
    wording{"contract.sql", "a later migration"},
    wording{"a later step", "a later migration"},
    wording{"the end of the step", "the end of the transaction"},
    wording{"verify.sql: ", "check: "},
    wording{"verify.sql", "a check"},
    wording{"expand.sql, of this change or of one before it", "an earlier migration"},
    wording{"expand.sql", "this migration"},
    wording{"migrate.sql", "batches outside of migrations"},
    wording{"An expand step", "A migration"},
    wording{"an expand step", "a migration"},
    wording{"a contract step", "a later migration"},
    wording{"contract step", "later migration"},
    wording{"A step of ", "A migration of "},
    wording{"a step of ", "a migration of "},
    wording{"a step that", "a migration that"},
};

/// Few letters begin one of them.
constexpr std::array<bool, 256> first_letters = [] {
  std::array<bool, 256> out{};
  for (const wording& w : words) out.at(static_cast<unsigned char>(w.with_phases.front())) = true;
  return out;
}();

}  // namespace

std::string without_phases(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;  // what stands before this is in `out`
  for (std::size_t i = 0; i < text.size();) {
    const char first = text[i];
    const auto* found = words.end();
    if (first_letters.at(static_cast<unsigned char>(first))) {
      found = std::find_if(words.begin(), words.end(), [&](const wording& w) {
        return w.with_phases.front() == first && text.substr(i).starts_with(w.with_phases);
      });
    }
    if (found == words.end()) {
      ++i;
      continue;
    }
    out += text.substr(kept, i - kept);
    out += found->without;
    i += found->with_phases.size();
    if (found->to_line_end) i = std::min(text.find('\n', i), text.size());
    kept = i;
  }
  out += text.substr(kept);
  return out;
}

}  // namespace sluice::lint
