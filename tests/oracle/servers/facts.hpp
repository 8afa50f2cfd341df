#pragma once

#include "dialects/schema/model.hpp"

#include <set>
#include <string>

namespace sluice::test {

/// What a folded model and a catalogue must agree on, one line a fact: tables, columns with their
/// attributes, keys and indexes. Names that differ by engine alone (of checks and foreign keys) are
/// left out, and so are the columns of tables of which `partly_known` says that a statement does
/// not list them all.
[[nodiscard]] std::multiset<std::string> facts_of(const schema::model& m,
                                                  const std::set<std::string>& partly_known,
                                                  dialect d);

/// The tables whose columns the folded model does not claim to know, and the temporary ones.
[[nodiscard]] std::set<std::string> partly_known_in(const schema::model& m);

/// Lines of one side only, marked "engine:" and "model:"; empty when they agree.
[[nodiscard]] std::string difference(const std::multiset<std::string>& engine,
                                     const std::multiset<std::string>& model);

}  // namespace sluice::test
