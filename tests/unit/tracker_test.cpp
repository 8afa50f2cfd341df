#include "phases/tracker.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

change make_change(const std::string& id, std::initializer_list<phase> wanted) {
  change c;
  c.id = id;
  c.version = id.substr(0, id.find('_'));
  c.slug = id.substr(id.find('_') + 1);
  for (const phase p : wanted) {
    step s;
    s.phase = p;
    s.file = std::make_shared<const text::source>(id + ".sql", "SELECT 1;");
    s.checksum = "sum-" + std::string(phase_name(p));
    c.steps.push_back(std::move(s));
  }
  return c;
}

step_record record(const std::string& id, phase p, step_status status = step_status::done) {
  step_record r;
  r.change = id;
  r.phase = p;
  r.status = status;
  r.checksum = "sum-" + std::string(phase_name(p));
  return r;
}

const change whole =
    make_change("5_whole", {phase::expand, phase::migrate, phase::verify, phase::contract});

}  // namespace

TEST_CASE("a change's state follows from its recorded steps", "[tracker]") {
  history past;
  CHECK(state_of(whole, past) == change_state::pending);
  CHECK(next_phase(whole, past) == phase::expand);
  past.steps.push_back(record("5_whole", phase::expand));
  CHECK(state_of(whole, past) == change_state::expanded);
  past.steps.push_back(record("5_whole", phase::migrate, step_status::running));
  CHECK(state_of(whole, past) == change_state::migrating);
  past.steps.back().status = step_status::done;
  CHECK(state_of(whole, past) == change_state::migrated);
  past.steps.push_back(record("5_whole", phase::verify, step_status::failed));
  CHECK(state_of(whole, past) == change_state::migrated);
  past.steps.back().status = step_status::done;
  CHECK(state_of(whole, past) == change_state::verified);
  CHECK(next_phase(whole, past) == phase::contract);
  past.steps.push_back(record("5_whole", phase::contract, step_status::failed));
  CHECK(state_of(whole, past) == change_state::failed);
  past.steps.back().status = step_status::done;
  CHECK(state_of(whole, past) == change_state::contracted);
  CHECK(!next_phase(whole, past));
}

TEST_CASE("edited, deleted and late changes each have a problem of their own", "[tracker]") {
  const std::vector<change> folder{make_change("1_a", {phase::expand}),
                                   make_change("2_b", {phase::expand}),
                                   make_change("10_c", {phase::expand})};
  history past;
  past.steps = {record("1_a", phase::expand), record("10_c", phase::expand)};
  past.steps[0].checksum = "another";
  past.steps.push_back(record("3_gone", phase::expand));
  const history_check found = check_history(folder, past);
  REQUIRE(found.problems.size() == 3);
  CHECK(found.problems[0].kind == history_problem_kind::edited);
  CHECK(found.problems[0].change == "1_a");
  CHECK(found.problems[1].kind == history_problem_kind::deleted);
  CHECK(found.problems[1].change == "3_gone");
  CHECK(found.problems[2].kind == history_problem_kind::late);
  CHECK(found.problems[2].change == "2_b");
}

TEST_CASE("an older folder on a newer database is no problem", "[tracker]") {
  const std::vector<change> folder{make_change("1_a", {phase::expand})};
  history past;
  past.steps = {record("1_a", phase::expand), record("2_newer", phase::expand)};
  const history_check found = check_history(folder, past);
  CHECK(found.problems.empty());
  CHECK(found.ahead == std::vector<std::string>{"2_newer"});
}

TEST_CASE("an edited step that is not done is no problem", "[tracker]") {
  const std::vector<change> folder{make_change("1_a", {phase::expand})};
  history past;
  past.steps = {record("1_a", phase::expand, step_status::failed)};
  past.steps[0].checksum = "what failed";
  CHECK(check_history(folder, past).problems.empty());
}

}  // namespace sluice::phases
