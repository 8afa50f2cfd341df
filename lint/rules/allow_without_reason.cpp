#include "lint/rules/rules.hpp"

namespace sluice::lint::catalogue {

const rule allow_without_reason{
    "allow-without-reason",
    rule_class::hygiene,
    severity::error,
    "An `allow` does not say why.",
    "Whoever reads it next year must know whether it still holds.",
    {"-- sluice:allow {name} reason=\"...\"", "", ""},
    {"", phases::phase::expand,
     "-- sluice:allow drop-column\nCREATE TABLE notes (id bigint PRIMARY KEY);",
     "CREATE TABLE notes (id bigint PRIMARY KEY);"},
    {"", "", "drop-column", "", "drop-column"},
    nullptr,
    false};

}  // namespace sluice::lint::catalogue
