#include "migrator/ledger.hpp"
#include "migrator/ledger_cells.hpp"

#include <fmt/format.h>

/// The ledger's facts about releases: which there are, what they need, how they were judged.
namespace sluice::migrator {

std::vector<release_row> ledger::read_releases() {
  std::vector<release_row> out;
  const rows found =
      ask("SELECT service, version, state, requirements, recorded_at, live_at, "
          "standby_at, retired_at FROM @releases ORDER BY recorded_at, service, version");
  for (const auto& r : found.values) {
    release_row row;
    row.id = {cell_text(r[0]), cell_text(r[1])};
    const auto status = phases::release_status_from_name(cell_text(r[2]));
    if (!status)
      throw ledger_error(
          fmt::format("the ledger holds release {} in state '{}', which means nothing",
                      row.id.text(), cell_text(r[2])),
          "somebody changed Sluice's tables by hand: restore them from a backup");
    row.status = *status;
    row.requirements = cell_text(r[3]);
    row.recorded_at = cell_text(r[4]);
    row.live_at = cell_text(r[5]);
    row.standby_at = cell_text(r[6]);
    row.retired_at = cell_text(r[7]);
    out.push_back(std::move(row));
  }
  return out;
}

void ledger::write_release(const release_row& r) {
  upsert("releases", {{"service", r.id.service}, {"version", r.id.version}},
         {{"state", std::string(phases::release_status_name(r.status))},
          {"requirements", r.requirements},
          {"recorded_at", r.recorded_at},
          {"live_at", r.live_at},
          {"standby_at", r.standby_at},
          {"retired_at", r.retired_at}});
}

std::vector<requirement_row> ledger::read_requirements(const std::string& hash) {
  std::vector<requirement_row> out;
  const rows found =
      ask("SELECT ordinal, place, statement, proved, exact, footprint, shape, insert_columns, "
          "proved_at, schema_hash FROM "
          "@requirements WHERE hash = ? ORDER BY ordinal",
          {hash});
  for (const auto& r : found.values) {
    requirement_row row;
    row.ordinal = number_of<std::size_t>(r[0]);
    row.place = cell_text(r[1]);
    row.sql = cell_text(r[2]);
    row.proved = number_of<int>(r[3]) != 0;
    row.exact = number_of<int>(r[4]) != 0;
    row.footprint = list_of<std::set<std::string>>(r[5]);
    row.shape = list_of<std::vector<std::string>>(r[6]);
    row.insert_columns = list_of<std::vector<std::string>>(r[7]);
    row.proved_at = cell_text(r[8]);
    row.schema_hash = cell_text(r[9]);
    out.push_back(std::move(row));
  }
  return out;
}

void ledger::write_requirements(const std::string& hash, const std::vector<requirement_row>& all) {
  for (const requirement_row& row : all) write_proof(hash, row);
}

void ledger::write_proof(const std::string& hash, const requirement_row& row) {
  upsert("requirements", {{"hash", hash}, {"ordinal", std::to_string(row.ordinal)}},
         {{"place", row.place},
          {"statement", row.sql},
          {"proved", row.proved ? "1" : "0"},
          {"exact", row.exact ? "1" : "0"},
          {"footprint", list_text(row.footprint)},
          {"shape", list_text(row.shape)},
          {"insert_columns", list_text(row.insert_columns)},
          {"proved_at", row.proved_at},
          {"schema_hash", row.schema_hash}});
}

std::string ledger::read_schema(const std::string& hash) {
  const rows found = ask("SELECT definitions FROM @schemas WHERE hash = ?", {hash});
  return found.empty() ? "" : cell_text(found.values[0][0]);
}

void ledger::write_schema(const std::string& hash, const std::string& definitions) {
  upsert("schemas", {{"hash", hash}}, {{"definitions", definitions}});
}

std::vector<verdict_row> ledger::read_verdicts() {
  std::vector<verdict_row> out;
  // Only columns that every version has: a newer Sluice may have added others.
  const rows found =
      ask("SELECT service, version, schema_fingerprint, verdict, closes_at, closed_by, reasons, "
          "document, evaluated_at, tool_version FROM @verdicts ORDER BY service, version");
  for (const auto& r : found.values)
    out.push_back({{cell_text(r[0]), cell_text(r[1])},
                   cell_text(r[2]),
                   cell_text(r[3]),
                   cell_text(r[4]),
                   cell_text(r[5]),
                   cell_text(r[6]),
                   cell_text(r[7]),
                   cell_text(r[8]),
                   cell_text(r[9])});
  return out;
}

void ledger::write_verdict(const verdict_row& v) {
  upsert("verdicts", {{"service", v.id.service}, {"version", v.id.version}},
         {{"schema_fingerprint", v.fingerprint},
          {"verdict", v.verdict},
          {"closes_at", v.closes_at},
          {"closed_by", v.closed_by},
          {"reasons", v.reasons},
          {"document", v.document},
          {"evaluated_at", v.evaluated_at},
          {"tool_version", v.tool_version}});
}

}  // namespace sluice::migrator
