#pragma once

#include "cmd/json.hpp"
#include "dialects/schema/effect.hpp"
#include "phases/classify.hpp"

#include <string>
#include <utility>

namespace sluice::cmd {

/// How every document shows an effect.
inline json effect_json(const schema::effect& e, dialect d) {
  json out{{"effect", schema::effect_name(e.kind)}, {"description", phases::describe(e)}};
  if (!e.table.empty()) out["table"] = e.table;
  if (!e.object.empty()) out["object"] = e.object;
  if (!e.to.empty()) out["to"] = e.to;
  if (std::string harm = phases::harm(e, d); !harm.empty()) out["harm"] = std::move(harm);
  return out;
}

}  // namespace sluice::cmd
