#include "lint/run.hpp"

#include "dialects/schema/rebuild.hpp"
#include "lint/rule.hpp"
#include "lint/suppress.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace sluice::lint {
namespace {

class linter {
 public:
  explicit linter(const lint_input& input) : input_(input), model_(input.start) {}

  report_data run() {
    for (std::size_t i = 0; i < input_.steps.size(); ++i) {
      const step_input& step = input_.steps[i];
      if (i == 0 || step.change != input_.steps[i - 1].change) {
        forget_renames();
        before_change_ = model_;
      }
      if (step.report) {
        files_.insert(step.file->name());
      }
      look_ahead(step);
      const std::size_t first = report_.findings.size();
      for (const auto& each : step.statements) {
        look_at(step, each);
      }
      std::stable_sort(report_.findings.begin() + static_cast<std::ptrdiff_t>(first),
                       report_.findings.end(), [](const finding& a, const finding& b) {
                         return std::tuple(a.where.begin, a.where.end) <
                                std::tuple(b.where.begin, b.where.end);
                       });
      std::erase_if(model_.tables, [](const auto& entry) { return entry.second.temporary; });
    }
    finish();
    return std::move(report_);
  }

 private:
  /// "Is it new?" is asked of one change: what earlier ones renamed has its name from the start.
  void forget_renames() {
    for (auto& [name, t] : model_.tables) {
      t.former.text.clear();
      for (schema::column& c : t.columns) c.former.text.clear();
    }
  }

  /// What the step leaves behind, and which tables' rows it copies.
  void look_ahead(const step_input& step) {
    copied_.clear();
    if (!step.report || !step.transactional) return;
    step_start_ = model_;
    step_end_ = model_;
    for (const auto& each : step.statements) {
      static_cast<void>(schema::fold(step_end_, *each.statement, *step.file, input_.d));
      for (std::string& name : schema::copied_tables(*each.statement, input_.d))
        copied_.insert(std::move(name));
    }
  }

  void look_at(const step_input& step, const statement_input& each) {
    if (!step.report) {
      static_cast<void>(schema::fold(model_, *each.statement, *step.file, input_.d));
      return;
    }
    count(each.statement->outcome);
    const schema::model before = model_;
    auto effects = schema::fold(model_, *each.statement, *step.file, input_.d);
    if (step.transactional)
      schema::see_rebuilds(effects, step_start_, before, step_end_, copied_, input_.d);
    schema::mark_existing(effects, before_change_, before);
    const statement_view view{input_.d, step,           each,   *each.statement,
                              effects,  before_change_, before, model_};
    std::vector<bool> claimed(effects.size(), false);
    std::vector<finding> found;
    for (const rule& r : rules()) {
      if (r.check != nullptr) {
        reporter to(r, view, claimed, found);
        r.check(view, to);
      }
    }
    suppress(step, each, input_.today, found, report_.allowed);
    std::move(found.begin(), found.end(), std::back_inserter(report_.findings));
  }

  void count(sql::understanding outcome) {
    summary& s = report_.summary;
    ++s.statements;
    switch (outcome) {
      case sql::understanding::understood:
        ++s.understood;
        break;
      case sql::understanding::opaque:
        ++s.opaque;
        break;
      case sql::understanding::malformed:
        ++s.malformed;
        break;
    }
  }

  /// A certain error outweighs what could not be judged; that outweighs warnings.
  void finish() {
    summary& s = report_.summary;
    s.files = files_.size();
    bool certain_error = false;
    bool not_judged = false;
    for (const auto& f : report_.findings) {
      const bool opaque = f.rule == "statement-not-understood";
      not_judged |= opaque;
      certain_error |= !opaque && f.level == severity::error;
      ++(f.level == severity::error     ? s.errors
         : f.level == severity::warning ? s.warnings
                                        : s.infos);
    }
    report_.verdict = not_judged && !certain_error ? verdict::unknown
                      : report_.findings.empty()   ? verdict::clean
                                                   : verdict::findings;
  }

  const lint_input& input_;
  schema::model model_;
  schema::model before_change_;
  schema::model step_start_;
  schema::model step_end_;
  std::set<std::string> copied_;
  std::set<std::string> files_;
  report_data report_;
};

}  // namespace

report_data run(const lint_input& input) {
  return linter(input).run();
}

}  // namespace sluice::lint
