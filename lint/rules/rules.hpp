#pragma once

#include "lint/rule.hpp"

namespace sluice::lint::catalogue {

#define SLUICE_RULE(name) extern const rule name;
#include "lint/rules.def"
#undef SLUICE_RULE

/// Effects of one kind on what existed before the change, in a step that is not there to break it,
/// that no rule before this one has taken.
template <typename Report>
void each_misplaced(const statement_view& view, reporter& to, schema::effect_kind kind,
                    Report report) {
  if (view.in(phases::phase::contract)) return;
  for (const schema::effect& e : view.effects) {
    if (e.kind == kind && e.existed_before && !to.claimed(e)) report(e);
  }
}

}  // namespace sluice::lint::catalogue
