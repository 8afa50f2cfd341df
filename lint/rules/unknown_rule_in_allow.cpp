#include "lint/rules/rules.hpp"

namespace sluice::lint::catalogue {

const rule unknown_rule_in_allow{
    "unknown-rule-in-allow",
    rule_class::hygiene,
    severity::error,
    "An `allow` names a rule that does not exist.",
    "It accepts nothing, and its author believes that it does.",
    {"Write {to}.", "", ""},
    {"", phases::phase::expand,
     "-- sluice:allow drop-colum reason=gone\nCREATE TABLE notes (id bigint PRIMARY KEY);",
     "CREATE TABLE notes (id bigint PRIMARY KEY);"},
    {"", "", "drop-column", "", "drop-column"},
    nullptr,
    false};

}  // namespace sluice::lint::catalogue
