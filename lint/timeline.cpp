#include "lint/timeline.hpp"

namespace sluice::lint {

timeline::timeline(const lint_input& input) : input_(input), model_(input.start) {
  enter_step();
}

const schema::model& timeline::go_to(std::size_t step, std::size_t statement) {
  while (step_ < step) {
    while (statement_ < input_.steps[step_].statements.size()) static_cast<void>(fold_next());
    leave_step();
    ++step_;
    statement_ = 0;
    enter_step();
  }
  while (statement_ < statement) static_cast<void>(fold_next());
  return model_;
}

std::vector<schema::effect> timeline::fold_next() {
  const step_input& step = input_.steps[step_];
  auto effects =
      schema::fold(model_, *step.statements[statement_++].statement, *step.file, input_.which());
  for (const schema::effect& e : effects) {
    if (e.kind == schema::effect_kind::table_renamed) renamed_.push_back(e.to);
    if (e.kind == schema::effect_kind::column_renamed) renamed_.push_back(e.table);
    if (e.kind != schema::effect_kind::table_created) continue;
    const schema::table* made = model_.find(e.table);
    temporary_ |= made == nullptr || made->temporary;
  }
  return effects;
}

/// "Is it new?" is asked of one change: what earlier ones renamed has its name from the start.
void timeline::enter_step() {
  if (step_ >= input_.steps.size()) return;
  if (step_ > 0 && input_.steps[step_].change == input_.steps[step_ - 1].change) return;
  const auto forget = [](schema::table& t) {
    t.former.text.clear();
    for (schema::column& c : t.columns) c.former.text.clear();
  };
  if (any_renamed_) {
    for (auto& [name, t] : model_.tables) forget(t);
  }
  for (const std::string& name : renamed_) {
    if (const auto found = model_.tables.find(name); found != model_.tables.end())
      forget(found->second);
  }
  any_renamed_ = false;
  renamed_.clear();
}

void timeline::leave_step() {
  if (!temporary_) return;
  std::erase_if(model_.tables, [](const auto& entry) { return entry.second.temporary; });
  temporary_ = false;
}

}  // namespace sluice::lint
