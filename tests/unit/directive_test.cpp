#include "phases/directive.hpp"

#include "dialects/text/error.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

std::optional<directive> read(const std::string& comment, phase in = phase::migrate) {
  const text::source file("migrate.sql", comment);
  return read_directive(file, {0, static_cast<std::uint32_t>(comment.size())}, in);
}

std::string problem(const std::string& comment, phase in = phase::migrate) {
  try {
    static_cast<void>(read(comment, in));
  } catch (const text::input_error& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("ordinary comments are no directives", "[directive]") {
  CHECK(!read("-- nothing of ours"));
  CHECK(!read("-- a sluice: is a gate in a canal"));
  CHECK(!read("/* block */"));
}

TEST_CASE("a directive's keys are read with and without quotes", "[directive]") {
  const auto d = read("-- sluice:backfill name=display_name key=a,b batch=500 target=250ms\r\n");
  REQUIRE(d);
  CHECK(d->name == "backfill");
  CHECK(d->get("name") == "display_name");
  CHECK(d->get("key") == "a,b");
  CHECK(d->get("batch") == "500");
  CHECK(d->get("target") == "250ms");
  CHECK(scope_of(*d) == directive_scope::statement);

  const auto allow =
      read("-- sluice:allow drop-column reason=\"nobody reads it\" until=2027-01-31");
  REQUIRE(allow);
  CHECK(allow->argument == "drop-column");
  CHECK(allow->get("reason") == "nobody reads it");

  const auto depends = read("--sluice:depends-on=add_accounts");
  REQUIRE(depends);
  CHECK(depends->get("change") == "add_accounts");
  CHECK(scope_of(*depends) == directive_scope::file);
}

TEST_CASE("a directive that means nothing is an error with its place", "[directive]") {
  CHECK(problem("-- sluice:backfil name=x") ==
        "migrate.sql:1:11: unknown directive 'sluice:backfil'");
  CHECK(problem("-- sluice:backfill name=x size=5") ==
        "migrate.sql:1:27: 'sluice:backfill' has no key 'size'");
  CHECK(problem("-- sluice:backfill name=x batch=many") ==
        "migrate.sql:1:33: bad value 'many' for 'batch'");
  CHECK(problem("-- sluice:backfill name=x batch=0") ==
        "migrate.sql:1:33: bad value '0' for 'batch'");
  CHECK(problem("-- sluice:backfill name=x name=y") == "migrate.sql:1:27: 'name' is given twice");
  CHECK(problem("-- sluice:backfill key=id") ==
        "migrate.sql:1:1: 'sluice:backfill' needs name=...");
  CHECK(problem("-- sluice:allow reason=\"why") ==
        "migrate.sql:1:24: the quoted value is not closed");
  CHECK(problem("-- sluice:allow reason=x") == "migrate.sql:1:1: 'sluice:allow' needs a rule's id");
  CHECK(problem("-- sluice:expect nothing", phase::verify) ==
        "migrate.sql:1:1: bad value 'nothing' for 'sluice:expect'");
  CHECK(problem("-- sluice:allow a until=2027-13-01") ==
        "migrate.sql:1:25: bad value '2027-13-01' for 'until'");
  CHECK(problem("/* sluice:irreversible */") ==
        "migrate.sql:1:1: a directive stands in a '--' comment");
}

TEST_CASE("a directive is refused in a phase where it has no meaning", "[directive]") {
  CHECK(problem("-- sluice:backfill name=x", phase::expand) ==
        "migrate.sql:1:1: 'sluice:backfill' has no meaning in the expand phase");
  CHECK(problem("-- sluice:expect empty", phase::contract) ==
        "migrate.sql:1:1: 'sluice:expect' has no meaning in the contract phase");
}

}  // namespace sluice::phases
