#include "lint/rules/rules.hpp"

namespace sluice::lint::catalogue {

const rule expired_allow{"expired-allow",
                         rule_class::hygiene,
                         severity::error,
                         "An `allow` is past the day that it was given until.",
                         "It accepts nothing any more.",
                         {"Mend the statement, or look at it again and move the day.", "", ""},
                         {"", phases::phase::expand,
                          "-- sluice:allow drop-column reason=gone until=2020-01-01\nCREATE TABLE "
                          "notes (id bigint PRIMARY KEY);",
                          "CREATE TABLE notes (id bigint PRIMARY KEY);"},
                         {"", "", "drop-column", "", "drop-column"},
                         nullptr,
                         false};

}  // namespace sluice::lint::catalogue
