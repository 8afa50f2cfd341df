#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <string>

namespace sluice::lint::catalogue {

namespace {

void check_drop_type(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::object_dropped, [&](const schema::effect& e) {
    for (const std::string_view sort : {"type", "domain", "extension", "collation", "aggregate"}) {
      if (!is_a(e, sort)) continue;
      const std::string name = bare_name(e, sort);
      to.report(e,
                said(fmt::format("drops {} {}: every old statement that {} fails", sort, name,
                                 sort == "extension"   ? "uses what it brought along"
                                 : sort == "aggregate" ? "calls it"
                                 : sort == "collation" ? "compares by it"
                                                       : "casts to it, as in '...'::" + name + ","),
                     {"", name, "", std::string(sort), ""}));
    }
  });
}

}  // namespace

const rule drop_type{
    "drop-type",
    rule_class::rollback,
    severity::error,
    "A type, domain, extension, collation or aggregate is dropped while a release may still use "
    "it.",
    "No column need have the type: drivers name it in casts of what they bind, and functions in "
    "their arguments.",
    {"1. Deploy a release that no longer names {column}, and retire the ones that do.\n"
     "2. contract.sql: DROP {type} {column};",
     "", ""},
    {"CREATE TYPE mood AS ENUM ('sad', 'happy');", phases::phase::expand, "DROP TYPE mood;",
     "CREATE TYPE feeling AS ENUM ('sad', 'happy');"},
    {"", "mood", "", "type", ""},
    check_drop_type,
    true,
    only_postgres};

}  // namespace sluice::lint::catalogue
