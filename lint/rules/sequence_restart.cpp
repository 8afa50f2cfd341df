#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_sequence_restart(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::object_changed, [&](const schema::effect& e) {
    if (!is_a(e, "sequence") || !(says(view, {"restart"}) || says(view, {"maxvalue"}) ||
                                  says(view, {"minvalue"}) || says(view, {"cycle"})))
      return;
    const std::string name = bare_name(e, "sequence");
    to.report(e, said(fmt::format("changes which numbers sequence {} gives: old writers that take "
                                  "one which a row has already are refused",
                                  name),
                      {"", name, "", "", ""}));
  });
}

}  // namespace

const rule sequence_restart{
    "sequence-restart",
    rule_class::rollback,
    severity::error,
    "A sequence is set back, or its range changed, while a release takes numbers from it.",
    "Numbers that were given once are given again: each INSERT that gets one fails on the key, "
    "until the sequence has passed them all. With a smaller MAXVALUE it gives none at all.",
    {"Never set it back. To leave numbers free, set it forward, behind every number in use, and "
     "say why:\n"
     "  -- sluice:allow sequence-restart reason=\"starts above all rows\"\n"
     "  ALTER SEQUENCE {column} RESTART WITH ...;",
     "", ""},
    {"CREATE SEQUENCE numbers;", phases::phase::expand, "ALTER SEQUENCE numbers RESTART WITH 1;",
     "CREATE SEQUENCE other_numbers START WITH 1;"},
    {"", "numbers", "", "", ""},
    check_sequence_restart,
    true,
    postgres_and_mariadb};

}  // namespace sluice::lint::catalogue
