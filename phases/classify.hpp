#pragma once

#include "dialects/engine.hpp"
#include "dialects/schema/effect.hpp"

#include <string>
#include <string_view>
#include <vector>

/// In which phase an effect belongs, when nothing is known of the statements that releases run:
/// every object that existed before the change counts as used in every way.
namespace sluice::phases {

/// From harmless to harmful; a statement is as harmful as its worst effect.
enum class effect_class {
  neutral,  ///< neither schema nor rows
  expand,   ///< leaves the running releases working
  data,     ///< rows
  unknown,  ///< not understood: refused like contract, for another reason
  contract  ///< may break a running release, or one that is rolled back to
};

[[nodiscard]] std::string_view class_name(effect_class c);

/// Needs existed_before to be right (schema::mark_existing): what the change itself created hurts
/// nobody.
[[nodiscard]] effect_class classify(const schema::effect& e, dialect d);
[[nodiscard]] effect_class classify(const std::vector<schema::effect>& effects, dialect d);

/// "drops column users.full_name"
[[nodiscard]] std::string describe(const schema::effect& e);

/// Why an effect is of class contract, as a sentence about old statements in which "it" is what
/// describe() names; empty for other classes.
[[nodiscard]] std::string harm(const schema::effect& e, dialect d);

}  // namespace sluice::phases
