#include "phases/gate_freshness.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::phases {

freshness kept_by(const sync_fact& sync, const release_facts& writer) {
  freshness out = freshness::carried;
  for (const written_columns& w : writer.statement_writes) {
    if (!w.columns.contains(sync.from) || w.columns.contains(sync.to)) continue;
    if (w.inserts) out = std::max(out, sync.on_insert);
    if (w.updates) out = std::max(out, sync.on_update);
  }
  return out;
}

std::vector<reason> stale_columns(const gate_facts& facts, const release_facts& reader,
                                  const std::vector<const release_facts*>& writers,
                                  std::size_t state) {
  std::vector<reason> out;
  if (state >= facts.syncs.size()) return out;
  for (const sync_fact& sync : facts.syncs[state]) {
    if (!reader.reads.contains(sync.to)) continue;
    for (const release_facts* w : writers) {
      const freshness kept = kept_by(sync, *w);
      if (kept == freshness::carried) continue;
      const bool maybe = kept == freshness::unproven;
      reason stale;
      stale.code = maybe ? "SYNC_UNPROVEN" : "STALE_COLUMN";
      stale.weight = maybe ? verdict::unknown : verdict::unsafe;
      stale.object = sync.to;
      stale.release = reader.id.text();
      stale.message = fmt::format(
          "{} reads {}, but {} writes only {} and {}", reader.id.text(), sync.to, w->id.text(),
          sync.from,
          maybe ? "no trigger that was understood carries it over" : "no trigger carries it over");
      stale.resolves_by = fmt::format("a sync trigger that gives {} its value on each write of {}",
                                      sync.to, sync.from);
      out.push_back(stale);
    }
  }
  return out;
}

std::vector<const release_facts*> live_besides(const gate_facts& facts, const release_facts& r) {
  std::vector<const release_facts*> out;
  for (const release_facts& other : facts.releases) {
    if (other.status == release_status::live && other.id != r.id) out.push_back(&other);
  }
  return out;
}

}  // namespace sluice::phases
