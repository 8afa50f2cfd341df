#pragma once

#include "phases/gate.hpp"

namespace sluice::phases {

/// Whether releases of one service run beside each other while it is deployed.
enum class strategy { rolling, recreate };

/// May the release be started on the schema as it is? Its statements hold, what it reads is kept
/// fresh by those who run, and, when it runs beside them, what they read is kept fresh by it.
[[nodiscard]] answer judge_deploy(const gate_facts& facts, const release_id& id, strategy how);

}  // namespace sluice::phases
