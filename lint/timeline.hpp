#pragma once

#include "dialects/schema/effect.hpp"
#include "lint/input.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace sluice::lint {

/// The schema at one place of a history, which only moves forward. Rules compare the schema at
/// several places at once; copying a whole model for each statement would take time that grows with
/// the square of the history, so each place has a model of its own, which follows by folding the
/// same statements.
class timeline {
 public:
  /// At the begin of the first step. The input outlives it.
  explicit timeline(const lint_input& input);

  /// Before the statement with that index; `statement` may be one past the step's last.
  const schema::model& go_to(std::size_t step, std::size_t statement);
  [[nodiscard]] const schema::model& now() const { return model_; }

  /// Goes over the next statement, which must be in the step that it is in.
  std::vector<schema::effect> fold_next();

 private:
  void enter_step();
  void leave_step();

  const lint_input& input_;
  schema::model model_;
  std::size_t step_ = 0;
  std::size_t statement_ = 0;
  // What a change or a step forgets at its end; in the model that it began with, nobody knows.
  bool any_renamed_ = true;
  bool temporary_ = true;
  std::vector<std::string> renamed_;  ///< tables that have, or hold, a new name
};

}  // namespace sluice::lint
