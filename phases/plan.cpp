#include "phases/plan.hpp"

namespace sluice::phases {

std::vector<planned_statement> plan(const std::vector<change>& changes,
                                    const std::vector<planned_step>& steps,
                                    const schema::model& live, const server_version& server) {
  const dialect d = dialect_of(server.kind);
  std::vector<planned_statement> out;
  schema::model now = live;
  for (const planned_step& each : steps) {
    const step* s = find_change(changes, each.change).find(each.phase);
    if (s == nullptr) continue;
    for (const step_statement& statement : s->statements) {
      const schema::model before = now;
      planned_statement planned;
      planned.change = each.change;
      planned.phase = each.phase;
      planned.file = s->file->name();
      planned.at = s->file->position_of(statement.parsed.where.begin);
      planned.head = statement.parsed.head;
      planned.effects = schema::fold(now, statement.parsed, *s->file, d);
      schema::mark_existing(planned.effects, live, before);
      planned.facts = schema::find_facts(before, now, statement.parsed, *s->file, server);
      schema::leave_out_new(planned.facts, live, before, d);
      out.push_back(std::move(planned));
    }
  }
  return out;
}

}  // namespace sluice::phases
