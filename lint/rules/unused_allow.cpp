#include "lint/rules/rules.hpp"

namespace sluice::lint::catalogue {

const rule unused_allow{
    "unused-allow",
    rule_class::hygiene,
    severity::warning,
    "An `allow` has nothing to accept.",
    "The statement below it does not violate the rule: the directive hides what may come.",
    {"Remove it.", "", ""},
    {"", phases::phase::expand,
     "-- sluice:allow drop-column reason=gone\nCREATE TABLE notes (id bigint PRIMARY KEY);",
     "CREATE TABLE notes (id bigint PRIMARY KEY);"},
    {"", "", "drop-column", "", "drop-column"},
    nullptr,
    false};

}  // namespace sluice::lint::catalogue
