#include "lint/run.hpp"

#include "dialects/schema/rebuild.hpp"
#include "dialects/schema/replacement.hpp"
#include "lint/made_here.hpp"
#include "lint/queries.hpp"
#include "lint/rule.hpp"
#include "lint/settings.hpp"
#include "lint/suppress.hpp"
#include "lint/timeline.hpp"
#include "phases/change.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace sluice::lint {
namespace {

class linter {
 public:
  explicit linter(const lint_input& input)
      : input_(input),
        queries_(input),
        before_change_(input),
        step_start_(input),
        before_(input),
        after_(input),
        step_end_(input) {}

  report_data run() {
    std::size_t change = 0;  // its first step
    for (std::size_t i = 0; i < input_.steps.size(); ++i) {
      const step_input& step = input_.steps[i];
      if (step.change != input_.steps[change].change) {
        change = i;
        made_ = made_here();
      }
      if (!step.report) continue;
      if (files_.insert(step.file->name()).second) report_.files.push_back(step.file->name());
      before_change_.go_to(change, 0);
      if (change != looked_at_) queries_.begin_change(change == looked_through_);
      looked_at_ = change;
      look_ahead(i);
      const std::size_t first = report_.findings.size();
      for (std::size_t n = 0; n < step.statements.size(); ++n) look_at(i, n);
      // A step that is not reported changes the schema, too.
      if (i == looked_through_) ++looked_through_;
      std::stable_sort(report_.findings.begin() + static_cast<std::ptrdiff_t>(first),
                       report_.findings.end(), [](const finding& a, const finding& b) {
                         return std::tuple(a.where.begin, a.where.end) <
                                std::tuple(b.where.begin, b.where.end);
                       });
    }
    report_.summary.files = files_.size();
    summarise(report_);
    return std::move(report_);
  }

 private:
  /// What the step leaves behind, and which rows it copies.
  void look_ahead(std::size_t i) {
    const step_input& step = input_.steps[i];
    copied_.clear();
    told_.clear();
    is_first_step_ = i == 0 || input_.steps[i - 1].change != step.change;
    if (!is_first_step_) step_start_.go_to(i, 0);
    step_end_.go_to(i, step.statements.size());
    for (const auto& each : step.statements) {
      for (schema::row_copy& copy : schema::copied_rows(*each.statement, input_.which()))
        copied_.insert(std::move(copy));
    }
  }

  void look_at(std::size_t i, std::size_t n) {
    const step_input& step = input_.steps[i];
    const statement_input& each = step.statements[n];
    count(each.statement->outcome);
    const schema::model& before_change = before_change_.now();
    const schema::model& before = before_.go_to(i, n);
    after_.go_to(i, n);
    auto effects = after_.fold_next();
    schema::see_rebuilds(effects, is_first_step_ ? before_change : step_start_.now(), before,
                         step_end_.now(), copied_, step.transactional, input_.which());
    schema::mark_existing(effects, before_change, before);
    made_.mark_new(effects);
    schema::see_replacements(effects,
                             {before_change, before,
                              step.transactional ? step_end_.now() : after_.now(), step_end_.now()},
                             input_.which());
    schema::statement_facts facts =
        schema::find_facts(before, after_.now(), *each.statement, *step.file, input_.server);
    schema::leave_out_new(facts, before_change, before, input_.which());
    made_.leave_out_empty(facts);
    if (n == 0) held_.clear();
    const statement_view view{input_.which(), step,   each,         *each.statement, effects,
                              before_change,  before, after_.now(), step_end_.now(), input_.server,
                              facts,          held_,  made_};
    std::vector<bool> claimed(effects.size(), false);
    std::vector<finding> found;
    for (const rule& r : rules()) {
      if (r.check == nullptr || !r.on.contains(input_.server.kind)) continue;
      if (r.once_a_step && told_.count(r.id) != 0) continue;
      const std::size_t first = found.size();
      reporter to(r, view, claimed, found);
      r.check(view, to);
      if (r.once_a_step && found.size() > first) told_.insert(r.id);
    }
    made_.follow(effects, *each.statement);
    if (step.transactional)
      held_.insert(held_.end(), facts.relations.begin(), facts.relations.end());
    queries_.judge(view, step.transactional ? step_end_.now() : after_.now(), found);
    suppress(step, each, input_.today, found, report_.allowed);
    // Only now: who allows what hurts nobody today has not written it in vain.
    std::erase_if(found, [](const finding& f) { return f.hurts_nobody; });
    apply_settings(input_.settings, found);
    name_findings(step, each, found);
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

  void name_findings(const step_input& step, const statement_input& each,
                     std::vector<finding>& found) {
    if (found.empty()) return;
    const std::string statement =
        phases::statement_hash(step.file->slice(each.statement->where), input_.which());
    for (finding& f : found) {
      std::string identity;
      for (const std::string_view part :
           {std::string_view(f.rule), std::string_view(f.change),
            f.phase ? phases::phase_name(*f.phase) : std::string_view(), std::string_view(f.object),
            std::string_view(statement)})
        identity.append(part).push_back('\0');
      identity += std::to_string(++same_[identity]);
      f.fingerprint = phases::sha256(identity).substr(0, 32);
    }
  }

  const lint_input& input_;
  query_judge queries_;
  timeline before_change_;
  timeline step_start_;  ///< of a change's first step, `before_change_` is the same
  timeline before_;
  timeline after_;
  timeline step_end_;
  std::set<schema::row_copy> copied_;
  std::set<std::string_view> told_;  ///< rules that speak once a step, and have
  made_here made_;
  bool is_first_step_ = true;
  std::size_t looked_through_ = 0;  ///< every step before this one was looked at
  std::size_t looked_at_ = 0;       ///< the first step of the change whose statements are looked at
  std::vector<schema::relation_fact> held_;
  std::set<std::string> files_;
  std::map<std::string, std::size_t> same_;  ///< how many findings had this identity
  report_data report_;
};

}  // namespace

report_data run(const lint_input& input) {
  return linter(input).run();
}

}  // namespace sluice::lint
