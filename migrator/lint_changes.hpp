#pragma once

#include "lint/run.hpp"
#include "migrator/target.hpp"
#include "phases/change.hpp"
#include "phases/disk_foreign.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sluice::migrator {

using step_names = std::vector<std::pair<std::string, phases::phase>>;  ///< change and phase

[[nodiscard]] step_names steps_not_done(const std::vector<phases::change>& changes,
                                        const phases::history& past);

/// Changes as the linter takes them. Steps for which `wanted` is false only build the model.
[[nodiscard]] lint::lint_input lint_input_of(const std::vector<phases::change>& changes,
                                             const server_version& server, const std::string& today,
                                             const step_names* wanted = nullptr);

/// Puts contract steps that are not done behind all others: they wait for the releases behind the
/// queries, and later changes do not. Without queries nothing waits.
void hold_contracts(lint::lint_input& input, const step_names& pending);

/// The statements behind --queries: each PATH is read as `sluice release record` reads it, and its
/// release is called as RELEASE=PATH says, or like the folder or file. Throws text::input_error.
[[nodiscard]] std::vector<lint::recorded_query> lint_queries(const std::vector<std::string>& said,
                                                             dialect d);

/// What the releases run that are live or on standby on a target.
struct protected_queries {
  std::vector<std::string> releases;          ///< "web@41 (live)"
  std::vector<std::string> without;           ///< "web@40": nobody recorded what it runs
  std::vector<lint::recorded_query> queries;  ///< releases of the same statements stand together
};

/// Reads the ledger; writes nothing.
[[nodiscard]] protected_queries lint_queries(target& t);

/// Nothing for a folder of Sluice's own.
[[nodiscard]] std::optional<lint::layout_note> layout_note_of(const phases::folder_reading& read);

}  // namespace sluice::migrator
