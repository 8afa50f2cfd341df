#include "phases/gate.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

using std::chrono::milliseconds;

judged_statement broken(const std::string& sql) {
  return {"queries.sql:1",
          sql,
          {proof_outcome::breaks, "STATEMENT_BREAKS", "no such column", "users.full_name", ""}};
}

judged_statement unjudged(const std::string& sql) {
  return {"queries.sql:1",
          sql,
          {proof_outcome::unjudged, "STATEMENT_UNJUDGED", "two statements", "", ""}};
}

release_facts release(const std::string& version, release_status status,
                      std::vector<std::vector<judged_statement>> not_holding) {
  release_facts r;
  r.id = {"web", version};
  r.status = status;
  r.requirements = "hash-" + version;
  r.statements = 3;
  r.not_holding = std::move(not_holding);
  return r;
}

/// web@1 lives on full_name, web@2 on display_name; the contract step breaks web@1.
gate_facts example() {
  gate_facts f;
  f.now = milliseconds(1'000'000);
  f.bake = milliseconds(10'000);
  f.states = {{"", ""}, {"rename/contract", ""}};
  release_facts one = release("1", release_status::standby, {{}, {broken("SELECT full_name")}});
  one.reads = {"users.full_name"};
  one.writes = {"users", "users.full_name"};
  one.statement_writes = {{{"users.full_name"}, true, true}};
  release_facts two = release("2", release_status::live, {{}, {}});
  two.reads = {"users.display_name"};
  two.writes = {"users", "users.display_name"};
  two.statement_writes = {{{"users.display_name"}, true, true}};
  f.releases = {one, two};
  f.moving = {{"rename", "users.display_name", {"users.full_name"}}};
  f.syncs = {{{"users.display_name", "users.full_name", freshness::carried, freshness::carried},
              {"users.full_name", "users.display_name", freshness::carried, freshness::carried}},
             {}};
  change_facts c;
  c.id = c.slug = "rename";
  c.state = change_state::verified;
  c.next = phase::contract;
  c.contract_known = true;
  f.change = c;
  return f;
}

const release_id web1{"web", "1"};
const release_id web2{"web", "2"};

bool has_code(const answer& a, const std::string& code) {
  for (const reason& r : a.reasons) {
    if (r.code == code) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a rollback is safe until the step that breaks the older release", "[gate]") {
  const answer a = judge_rollback(example(), web2, web1);
  CHECK(a.value == verdict::safe);
  CHECK(a.loss == loss::none);
  REQUIRE(a.closes_at);
  CHECK(a.closes_at->step == "rename/contract");
  CHECK(exit_code(a) == 0);
}

TEST_CASE("without a sync the older release would read stale rows", "[gate]") {
  gate_facts f = example();
  f.syncs[0][0].on_insert = f.syncs[0][0].on_update = freshness::stale;
  const answer a = judge_rollback(f, web2, web1);
  CHECK(a.value == verdict::unsafe);
  CHECK(has_code(a, "STALE_COLUMN"));
  CHECK(exit_code(a) == 10);
}

TEST_CASE("a sync must be there for each event in which the newer release writes", "[gate]") {
  gate_facts f = example();
  f.syncs[0][0].on_update = freshness::stale;
  CHECK(judge_rollback(f, web2, web1).value == verdict::unsafe);
  f.releases[1].statement_writes[0].updates = false;
  CHECK(judge_rollback(f, web2, web1).value == verdict::safe);
}

TEST_CASE("the way back closes with the step that ends the sync", "[gate]") {
  gate_facts f = example();
  f.states = {{"", ""}, {"drop_sync/contract", ""}, {"rename/contract", ""}};
  f.releases[0].not_holding = {{}, {}, {broken("SELECT full_name")}};
  f.releases[1].not_holding = {{}, {}, {}};
  f.syncs.insert(f.syncs.begin() + 1, f.syncs[0]);
  f.syncs[1][0].on_insert = f.syncs[1][0].on_update = freshness::stale;
  const answer a = judge_rollback(f, web2, web1);
  CHECK(a.value == verdict::safe);
  REQUIRE(a.closes_at);
  CHECK(a.closes_at->step == "drop_sync/contract");
}

TEST_CASE("a step that ends the sync of a protected release is unsafe", "[gate]") {
  gate_facts f = example();
  f.releases[0].not_holding[1].clear();
  f.syncs[1] = f.syncs[0];
  CHECK(judge_contract(f).value == verdict::safe);
  f.syncs[1][0].on_update = freshness::stale;
  const answer a = judge_contract(f);
  CHECK(a.value == verdict::unsafe);
  CHECK(has_code(a, "STALE_COLUMN"));
  f.syncs[0] = f.syncs[1];  // nothing that this step does
  CHECK(judge_contract(f).value == verdict::safe);
}

TEST_CASE("a trigger that was not understood leaves freshness unknown", "[gate]") {
  gate_facts f = example();
  f.syncs[0][0].on_insert = freshness::unproven;
  const answer a = judge_rollback(f, web2, web1);
  CHECK(a.value == verdict::unknown);
  CHECK(has_code(a, "SYNC_UNPROVEN"));
  CHECK(exit_code(a) == 11);
}

TEST_CASE("a dual writer needs no sync when each of its statements writes both", "[gate]") {
  gate_facts f = example();
  f.syncs[0][0].on_insert = f.syncs[0][0].on_update = freshness::stale;
  f.releases[1].writes.insert("users.full_name");
  f.releases[1].statement_writes[0].columns.insert("users.full_name");
  CHECK(judge_rollback(f, web2, web1).value == verdict::safe);
  f.releases[1].statement_writes.push_back({{"users.display_name"}, false, true});
  CHECK(judge_rollback(f, web2, web1).value == verdict::unsafe);
}

TEST_CASE("columns that the older release does not know are hidden after a rollback", "[gate]") {
  gate_facts f = example();
  f.releases[1].writes.insert("users.nickname");
  const answer a = judge_rollback(f, web2, web1);
  CHECK(a.value == verdict::safe);
  CHECK(a.loss == loss::hidden);
  CHECK(exit_code(a) == 13);
}

TEST_CASE("a broken release cannot be rolled back to, and the closing step is named", "[gate]") {
  gate_facts f = example();
  f.releases[0].not_holding = {{broken("SELECT full_name")}, {broken("SELECT full_name")}};
  f.closed_by = {{web1, "rename/contract"}};
  const answer a = judge_rollback(f, web2, web1);
  CHECK(a.value == verdict::unsafe);
  CHECK(a.closed_by == "rename/contract");
  CHECK(!a.closes_at);
}

TEST_CASE("what is not recorded is unknown, never safe", "[gate]") {
  gate_facts f = example();
  CHECK(judge_rollback(f, web2, {"web", "9"}).value == verdict::unknown);
  f.releases[0].requirements.clear();
  f.releases[0].statements = 0;
  const answer a = judge_rollback(f, web2, web1);
  CHECK(a.value == verdict::unknown);
  CHECK(has_code(a, "NO_REQUIREMENTS"));
  CHECK(exit_code(a) == 11);
}

TEST_CASE("a contract step is unsafe while a protected release needs the old shape", "[gate]") {
  for (const release_status s : {release_status::live, release_status::standby}) {
    gate_facts f = example();
    f.releases[0].status = s;
    const answer a = judge_contract(f);
    CHECK(a.value == verdict::unsafe);
    REQUIRE(has_code(a, "STATEMENT_BREAKS"));
    CHECK(a.reasons.front().statement == "queries.sql:1");
    CHECK(exit_code(a) == 10);
  }
}

TEST_CASE("the bake time counts from the retirement of the last release that needed it", "[gate]") {
  gate_facts f = example();
  f.releases[0].status = release_status::retired;
  f.releases[0].retired_at = f.now - milliseconds(4'000);
  const answer early = judge_contract(f);
  CHECK(early.value == verdict::unknown);
  CHECK(has_code(early, "BAKE_TIME"));
  CHECK(early.bake_left == milliseconds(6'000));
  CHECK(exit_code(early) == 12);
  f.now += milliseconds(6'000);
  CHECK(judge_contract(f).value == verdict::safe);
}

TEST_CASE("a retirement in the future is no evidence", "[gate]") {
  gate_facts f = example();
  f.releases[0].status = release_status::retired;
  f.releases[0].retired_at = f.now + milliseconds(1);
  const answer a = judge_contract(f);
  CHECK(a.value == verdict::unknown);
  CHECK(has_code(a, "CLOCK_SKEW"));
}

TEST_CASE("a contract step waits for the phases before it", "[gate]") {
  gate_facts f = example();
  f.releases.erase(f.releases.begin());
  for (const auto& [next, code] :
       {std::pair(phase::expand, "NOT_EXPANDED"), std::pair(phase::migrate, "BACKFILL_INCOMPLETE"),
        std::pair(phase::verify, "NOT_VERIFIED")}) {
    f.change->next = next;
    const answer a = judge_contract(f);
    CHECK(a.value == verdict::unknown);
    CHECK(has_code(a, code));
    CHECK(exit_code(a) == 12);
  }
}

TEST_CASE("without any live release nobody can say what runs", "[gate]") {
  gate_facts f = example();
  f.releases.clear();
  CHECK(has_code(judge_contract(f), "NO_RELEASES"));
  CHECK(exit_code(judge_contract(f)) == 11);
  f = example();
  f.releases[0].status = release_status::retired;
  f.releases[1].status = release_status::recorded;
  CHECK(has_code(judge_contract(f), "NO_LIVE_RELEASE"));
}

TEST_CASE("a step that cannot be simulated is unknown", "[gate]") {
  gate_facts f = example();
  f.states[1].unjudged = "contract.sql:1: DO is not understood";
  f.releases[0].not_holding[1].clear();
  const answer a = judge_contract(f);
  CHECK(a.value == verdict::unknown);
  CHECK(has_code(a, "STEP_UNJUDGED"));
  CHECK(exit_code(a) == 11);
}

TEST_CASE("unsafe outweighs unknown, and unknown outweighs safe", "[gate]") {
  gate_facts f = example();
  f.releases[1].not_holding = {{}, {unjudged("SELECT 1; SELECT 2")}};
  const answer both = judge_contract(f);
  CHECK(both.value == verdict::unsafe);
  CHECK(both.reasons.front().weight == verdict::unsafe);
  f.releases[0].status = release_status::recorded;
  CHECK(judge_contract(f).value == verdict::unknown);
}

}  // namespace sluice::phases
