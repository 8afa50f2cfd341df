#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_drop_sequence(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::object_dropped, [&](const schema::effect& e) {
    if (!is_a(e, "sequence")) return;
    const std::string name = bare_name(e, "sequence");
    to.report(e, said(fmt::format(
                          "drops sequence {}: old statements that take numbers from it fail", name),
                      {"", name, "", "", ""}));
  });
}

}  // namespace

const rule drop_sequence{
    "drop-sequence",
    rule_class::rollback,
    severity::error,
    "A sequence is dropped while a release may still take numbers from it.",
    "Statements that call nextval, and defaults that do, fail at the next row.",
    {"1. Deploy a release that no longer takes numbers from {column}, and retire the ones that "
     "do.\n"
     "2. contract.sql: DROP SEQUENCE {column};",
     "", ""},
    {"CREATE SEQUENCE numbers;", phases::phase::expand, "DROP SEQUENCE numbers;",
     "CREATE SEQUENCE more_numbers;"},
    {"", "numbers", "", "", ""},
    check_drop_sequence,
    true,
    postgres_and_mariadb};

}  // namespace sluice::lint::catalogue
