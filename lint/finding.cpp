#include "lint/finding.hpp"

namespace sluice::lint {

std::string_view severity_name(severity s) {
  switch (s) {
    case severity::info:
      return "info";
    case severity::warning:
      return "warning";
    case severity::error:
      break;
  }
  return "error";
}

std::string_view class_name(rule_class c) {
  switch (c) {
    case rule_class::rollback:
      return "rollback";
    case rule_class::lock:
      return "lock";
    case rule_class::data_loss:
      return "data-loss";
    case rule_class::runtime:
      return "runtime";
    case rule_class::hygiene:
      break;
  }
  return "hygiene";
}

std::string_view verdict_name(verdict v) {
  switch (v) {
    case verdict::clean:
      return "clean";
    case verdict::findings:
      return "findings";
    case verdict::unknown:
      break;
  }
  return "unknown";
}

}  // namespace sluice::lint
