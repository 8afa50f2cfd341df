#include "lint/suppress.hpp"

#include "lint/fixes.hpp"
#include "lint/rule.hpp"
#include "lint/rules/rules.hpp"

#include <algorithm>

namespace sluice::lint {
namespace {

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t") == std::string::npos;
}

finding about(const rule& r, const step_input& step, const allowance& a, std::string message,
              const std::string& near = {}) {
  finding f = make_finding(r, step, a.where);
  f.object = a.rule;
  f.message = std::move(message);
  subject s;
  s.name = a.rule;
  s.to = near;
  f.instead = fill(r.instead.postgres, s);
  return f;
}

}  // namespace

void suppress(const step_input& step, const statement_input& statement, const std::string& today,
              std::vector<finding>& findings, std::vector<finding>& allowed) {
  std::vector<finding> faults;
  for (const auto& a : statement.allowances) {
    const rule* r = find_rule(a.rule);
    if (r == nullptr) {
      const std::string near(nearest_rule(a.rule));
      faults.push_back(
          about(catalogue::unknown_rule_in_allow, step, a,
                "there is no rule \"" + a.rule + "\" to allow" +
                    (near.empty() ? "" : "; is " + near + " meant?"),
                near.empty() ? "the id of a rule, as findings show it in brackets" : near));
      continue;
    }
    if (is_blank(a.reason)) {
      faults.push_back(about(catalogue::allow_without_reason, step, a,
                             "allows " + a.rule + " without saying why"));
      continue;
    }
    if (!a.until.empty() && !today.empty() && a.until < today) {
      faults.push_back(about(catalogue::expired_allow, step, a,
                             "allowed " + a.rule + " until " + a.until + ", which is past"));
      continue;
    }
    const auto matches = [&](const finding& f) { return r->allowable && f.rule == a.rule; };
    const auto kept = std::stable_partition(findings.begin(), findings.end(),
                                            [&](const finding& f) { return !matches(f); });
    if (kept == findings.end()) {
      // What only the statements of a release bring up may be allowed without them.
      if (r->allowable && r->check == nullptr) continue;
      faults.push_back(
          about(catalogue::unused_allow, step, a,
                r->allowable ? "allows " + a.rule + ", which the statement below does not violate"
                             : "allows " + a.rule + ", which cannot be allowed"));
      if (!step.foreign) faults.back().fix = fix_remove_line(*step.file, a.where);
      if (!r->allowable) faults.back().why = "What this rule finds has to be mended.";
      continue;
    }
    std::move(kept, findings.end(), std::back_inserter(allowed));
    findings.erase(kept, findings.end());
  }
  std::move(faults.begin(), faults.end(), std::back_inserter(findings));
}

}  // namespace sluice::lint
