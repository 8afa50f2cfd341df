#pragma once

#include "dialects/schema/effect.hpp"
#include "dialects/schema/model.hpp"

#include <string>
#include <vector>

namespace sluice::test {

/// What statements do after `before` (statements of an earlier change) has built the model.
struct folded {
  schema::model before;
  schema::model after;
  std::vector<schema::effect> effects;
  std::string effect_lines;  ///< one line an effect: name, object, flags, {the text it points at}
  std::string model_lines;   ///< the facts that went, with `-`, and the ones that came, with `+`
};

[[nodiscard]] folded fold_text(const std::string& before, const std::string& sql, dialect d);

}  // namespace sluice::test
