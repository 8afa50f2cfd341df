#include "phases/gate_floor.hpp"

#include "phases/gate_deploy.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

judged_statement broken() {
  return {"q.sql:1",
          "SELECT a FROM t",
          {proof_outcome::breaks, "STATEMENT_BREAKS", "no such column", "t.a", ""}};
}

/// Holds in the live schema or not, and after the one pending step.
release_facts release(const std::string& version, bool now, bool then) {
  release_facts r;
  r.id = {"web", version};
  r.status = release_status::standby;
  r.requirements = "hash-" + version;
  r.statements = 1;
  r.not_holding.resize(2);
  if (!now) r.not_holding[0].push_back(broken());
  if (!then) r.not_holding[1].push_back(broken());
  return r;
}

gate_facts snapshot(std::vector<release_facts> releases) {
  gate_facts f;
  f.states = {{"", ""}, {"next/expand", ""}};
  f.releases = std::move(releases);
  f.releases.back().status = release_status::live;
  return f;
}

std::vector<std::string> texts(const std::vector<release_id>& ids) {
  std::vector<std::string> out;
  for (const release_id& id : ids) out.push_back(id.text());
  return out;
}

}  // namespace

TEST_CASE("the floor is the oldest release that an unbroken row of safe ones leads to", "[gate]") {
  const gate_facts f =
      snapshot({release("1", true, true), release("2", false, false), release("3", true, true),
                release("4", true, false), release("5", true, true)});
  const floor_answer a = find_floor(f, {"web", "5"});
  REQUIRE(a.floor);
  CHECK(a.floor->text() == "web@3");
  CHECK(texts(a.islands) == std::vector<std::string>{"web@1"});
  REQUIRE(a.rollbacks.size() == 4);
  CHECK(a.rollbacks[0].to == "web@4");
  REQUIRE(a.rollbacks[0].closes_at);
  CHECK(a.rollbacks[0].closes_at->step == "next/expand");
  CHECK(exit_code(a) == 0);
}

TEST_CASE("there is no floor when the release before is not safe", "[gate]") {
  const gate_facts f =
      snapshot({release("1", true, true), release("2", false, false), release("3", true, true)});
  const floor_answer a = find_floor(f, {"web", "3"});
  CHECK(!a.floor);
  CHECK(texts(a.islands) == std::vector<std::string>{"web@1"});
  CHECK(exit_code(a) == 10);
}

TEST_CASE("nobody can say how far back the first release of a service may go", "[gate]") {
  gate_facts f = snapshot({release("1", true, true)});
  f.releases.insert(f.releases.begin(), f.releases.front());
  f.releases.front().id = {"jobs", "7"};
  const floor_answer a = find_floor(f, {"web", "1"});
  CHECK(a.rollbacks.empty());
  CHECK(exit_code(a) == 11);
}

TEST_CASE("a release that needs a pending step must not be started, and which step is told",
          "[gate]") {
  const gate_facts f = snapshot({release("1", true, true), release("2", false, true)});
  const answer a = judge_deploy(f, {"web", "2"}, strategy::rolling);
  CHECK(a.question == "deploy");
  CHECK(a.value == verdict::unsafe);
  REQUIRE(a.reasons.size() == 1);
  CHECK(a.reasons[0].resolves_by == "sluice up: it works once next/expand is applied");
  CHECK(exit_code(a) == 10);
}

TEST_CASE("a release that starves a live one of values may only be started when that one stops",
          "[gate]") {
  gate_facts f = snapshot({release("2", true, true), release("1", true, true)});
  f.releases[0].writes = {"t", "t.b"};
  f.releases[0].statement_writes = {{{"t.b"}, true, true}};
  f.releases[1].reads = {"t.a"};
  f.moving = {{"rename", "t.b", {"t.a"}}};
  f.syncs = {{{"t.b", "t.a", freshness::stale, freshness::stale},
              {"t.a", "t.b", freshness::carried, freshness::carried}},
             {}};
  CHECK(judge_deploy(f, {"web", "2"}, strategy::rolling).value == verdict::unsafe);
  CHECK(judge_deploy(f, {"web", "2"}, strategy::recreate).value == verdict::safe);
  f.releases[1].id.service = "jobs";
  CHECK(judge_deploy(f, {"web", "2"}, strategy::recreate).value == verdict::unsafe);
}

TEST_CASE("a release that nobody recorded cannot be judged before it is deployed", "[gate]") {
  const gate_facts f = snapshot({release("1", true, true)});
  const answer a = judge_deploy(f, {"web", "9"}, strategy::rolling);
  CHECK(a.value == verdict::unknown);
  CHECK(exit_code(a) == 11);
}

}  // namespace sluice::phases
