#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

namespace sluice::lint::catalogue {

namespace {

void check_revoke_privilege(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::privileges_revoked, [&](const schema::effect& e) {
    to.report(
        e, said("takes rights away: old statements that need them are refused from that moment on",
                {}));
  });
  each_misplaced(view, to, schema::effect_kind::owner_changed, [&](const schema::effect& e) {
    to.report(e, said(fmt::format("gives {} another owner: old statements that the former one "
                                  "sends are refused, unless it is granted rights",
                                  e.object.empty() ? e.table : e.object),
                      {}));
  });
  each_misplaced(view, to, schema::effect_kind::object_dropped, [&](const schema::effect& e) {
    for (const std::string_view sort : {"role", "user", "group"}) {
      // MySQL's accounts have no names that Sluice takes apart.
      if (!is_a(e, sort) && e.object != sort) continue;
      to.report(e, said(fmt::format("drops {}: old releases that connect by it, or have rights "
                                    "through it, fail",
                                    e.object == sort ? "an account" : e.object),
                        {}));
    }
  });
}

}  // namespace

const rule revoke_privilege{
    "revoke-privilege",
    rule_class::rollback,
    severity::error,
    "A right, an owner or a role is taken away while a release may still need it.",
    "Every statement that needs the right fails at once. To see which do, the rights of the role "
    "that the release connects by must be known.",
    {"1. expand.sql: GRANT what the new release needs.\n"
     "2. Deploy a release that connects by, and needs, the new rights alone; retire the ones that "
     "need the old.\n"
     "3. contract.sql: the statement.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);", phases::phase::expand,
     "REVOKE UPDATE ON users FROM web;", "GRANT SELECT ON users TO web;"},
    {},
    check_revoke_privilege,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
