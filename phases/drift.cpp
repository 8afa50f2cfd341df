#include "phases/drift.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::phases {

namespace {

struct applied {
  const step* what = nullptr;
  const step_record* record = nullptr;
};

/// Steps that were applied, wholly or in part, oldest first.
std::vector<applied> applied_steps(const std::vector<change>& changes, const history& past) {
  std::vector<applied> out;
  for (const change& c : changes) {
    for (const phase p : {phase::expand, phase::contract}) {
      const step* s = c.find(p);
      const step_record* r = past.find(c.id, p);
      if (s != nullptr && r != nullptr) out.push_back({s, r});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const applied& a, const applied& b) {
    // What is not finished began last.
    const bool a_ends = !a.record->finished_at.empty();
    const bool b_ends = !b.record->finished_at.empty();
    if (a_ends != b_ends) return a_ends;
    return a.record->finished_at < b.record->finished_at;
  });
  return out;
}

}  // namespace

drift_report find_drift(const std::vector<change>& changes, const history& past,
                        const schema::model& live, dialect d) {
  drift_report out;
  schema::model made;
  for (const applied& a : applied_steps(changes, past)) {
    const std::size_t count = a.record->status == step_status::done
                                  ? a.what->statements.size()
                                  : std::min(a.record->statements_done, a.what->statements.size());
    for (std::size_t i = 0; i < count; ++i) {
      const sql::parsed_statement& statement = a.what->statements[i].parsed;
      for (const schema::effect& e : schema::fold(made, statement, *a.what->file, d)) {
        if (e.kind != schema::effect_kind::unknown) continue;
        out.not_followed.push_back(fmt::format(
            "{}:{}: {}{}", a.what->file->name(), a.what->file->position_of(e.where.begin).line,
            statement.head, e.object.empty() ? "" : " ... " + e.object));
      }
    }
  }
  for (const auto& [name, t] : made.tables) {
    if (!t.columns_complete && live.find(name) != nullptr)
      out.not_followed.push_back(fmt::format("the columns of {} come from a query", name));
  }
  for (const step_record& r : past.steps) {
    const bool here = std::any_of(changes.begin(), changes.end(),
                                  [&](const change& c) { return c.id == r.change; });
    if (!here && (r.phase == phase::expand || r.phase == phase::contract))
      out.not_followed.push_back(
          fmt::format("{}/{} is applied, and not in this folder", r.change, phase_name(r.phase)));
  }
  out.differences = schema::diff(made, live, d);
  return out;
}

}  // namespace sluice::phases
