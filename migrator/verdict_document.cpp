#include "migrator/verdict_document.hpp"

#include "phases/duration.hpp"

#include <nlohmann/json.hpp>

namespace sluice::migrator {

std::string verdict_document(const phases::answer& a, const std::string& tool_version) {
  nlohmann::ordered_json out;
  out["version"] = 1;
  out["question"] = a.question;
  if (!a.from.empty()) out["from"] = a.from;
  if (!a.to.empty()) out["to"] = a.to;
  if (!a.change.empty()) out["change"] = a.change;
  out["verdict"] = phases::verdict_name(a.value);
  if (a.question == "rollback") {
    out["loss"] = phases::loss_name(a.loss);
    if (a.closes_at)
      out["closes_at"] = {{"step", a.closes_at->step}, {"reason", a.closes_at->why}};
    else
      out["closes_at"] = nullptr;
    if (a.closed_by.empty())
      out["closed_by"] = nullptr;
    else
      out["closed_by"] = a.closed_by;
  }
  out["reasons"] = nlohmann::ordered_json::array();
  for (const phases::reason& r : a.reasons) {
    nlohmann::ordered_json one;
    one["code"] = r.code;
    one["severity"] = phases::verdict_name(r.weight);
    one["message"] = r.message;
    if (!r.object.empty()) one["object"] = r.object;
    if (!r.release.empty()) one["release"] = r.release;
    if (!r.statement.empty()) one["statement"] = r.statement;
    one["transient"] = r.transient;
    if (!r.resolves_by.empty()) one["resolves_by"] = r.resolves_by;
    out["reasons"].push_back(one);
  }
  if (a.bake_left.count() > 0) out["bake_left_ms"] = a.bake_left.count();
  out["schema_fingerprint"] = a.fingerprint;
  out["evaluated_at"] = phases::timestamp_text(a.evaluated_at);
  out["exit_code"] = phases::exit_code(a);
  out["tool_version"] = tool_version;
  return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace sluice::migrator
