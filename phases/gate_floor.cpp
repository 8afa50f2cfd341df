#include "phases/gate_floor.hpp"

namespace sluice::phases {

floor_answer find_floor(const gate_facts& facts, const release_id& from) {
  floor_answer out;
  out.from = from;
  std::vector<release_id> earlier;
  for (const release_facts& r : facts.releases) {
    if (r.id == from) break;
    if (r.id.service == from.service) earlier.insert(earlier.begin(), r.id);
  }
  bool unbroken = true;
  for (const release_id& to : earlier) {
    out.rollbacks.push_back(judge_rollback(facts, from, to));
    const bool safe = out.rollbacks.back().value == verdict::safe;
    unbroken = unbroken && safe;
    if (unbroken) {
      out.floor = to;
    } else if (safe) {
      out.islands.push_back(to);
    }
  }
  return out;
}

int exit_code(const floor_answer& a) {
  constexpr int unknown = 11;
  return a.rollbacks.empty() ? unknown : exit_code(a.rollbacks.front());
}

}  // namespace sluice::phases
