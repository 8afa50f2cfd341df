#pragma once

#include "migrator/target.hpp"
#include "phases/gate.hpp"
#include "phases/gate_deploy.hpp"
#include "phases/gate_floor.hpp"

#include <optional>
#include <string>
#include <vector>

/// What the gate is asked about a target: facts are taken, then judged. Nothing is applied. Needs
/// the ledger, and no lock.
namespace sluice::migrator {

[[nodiscard]] phases::answer ask_contract(target& t, const std::vector<phases::change>& changes,
                                          const phases::change& c);
[[nodiscard]] phases::answer ask_rollback(target& t, const std::vector<phases::change>& changes,
                                          const phases::release_id& from,
                                          const phases::release_id& to);

[[nodiscard]] phases::answer ask_deploy(target& t, const std::vector<phases::change>& changes,
                                        const phases::release_id& id, phases::strategy how);
/// Without `from`: from the one live release of the service. Throws text::input_error when `from`
/// is not recorded, or there is not one live release.
[[nodiscard]] phases::floor_answer ask_floor(target& t, const std::vector<phases::change>& changes,
                                             const std::string& service,
                                             const std::optional<phases::release_id>& from);

}  // namespace sluice::migrator
