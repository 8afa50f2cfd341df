#include "phases/proof.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

schema::table table(const std::string& name, std::vector<schema::column> columns) {
  schema::table t;
  t.name = name;
  t.columns = std::move(columns);
  return t;
}

schema::model model(std::vector<schema::table> tables) {
  schema::model m;
  for (schema::table& t : tables) m.tables.emplace(t.name, std::move(t));
  return m;
}

schema::column column(const std::string& name, bool nullable = true, bool has_default = false) {
  schema::column c;
  c.name = name;
  c.type = "text";
  c.nullable = nullable;
  c.has_default = has_default;
  return c;
}

resolved_statement resolved(std::set<std::string> footprint, std::vector<std::string> shape = {},
                            bool exact = true) {
  resolved_statement r;
  r.resolves = true;
  r.footprint = std::move(footprint);
  r.shape = std::move(shape);
  r.footprint_exact = exact;
  return r;
}

const schema::model users = model({table("users", {column("id", false, true), column("name")})});

proof compare_on(const std::string& sql, const resolved_statement& before,
                 const resolved_statement& after, const schema::model& m) {
  return compare(sql, dialect::sqlite, before, after, {&users, &m});
}

}  // namespace

TEST_CASE("the same meaning holds", "[proof]") {
  const auto r = resolved({"r users.name"}, {"name text"});
  CHECK(compare_on("SELECT name FROM users", r, r, users).outcome == proof_outcome::holds);
}

TEST_CASE("a statement that no longer resolves breaks", "[proof]") {
  resolved_statement gone;
  gone.error = "no such column: name";
  const proof p = compare_on("SELECT name FROM users", resolved({"r users.name"}), gone, users);
  CHECK(p.outcome == proof_outcome::breaks);
  CHECK(p.code == "STATEMENT_BREAKS");
  CHECK(p.message == "no such column: name");
}

TEST_CASE("the same text over other columns breaks, though it still resolves", "[proof]") {
  const proof p = compare_on("SELECT id FROM orders WHERE name IN (SELECT name FROM users)",
                             resolved({"r users.name", "r orders.id"}),
                             resolved({"r orders.name", "r orders.id"}), users);
  CHECK(p.outcome == proof_outcome::breaks);
  CHECK(p.code == "FOOTPRINT_CHANGED");
  CHECK(p.object == "users.name");
}

TEST_CASE("another result shape breaks", "[proof]") {
  const proof p = compare_on("SELECT * FROM users", resolved({"r users.id"}, {"id int"}),
                             resolved({"r users.id"}, {"id int", "nick text"}), users);
  CHECK(p.code == "SHAPE_CHANGED");
}

TEST_CASE("an insert that leaves out a required column breaks", "[proof]") {
  const schema::model after =
      model({table("users", {column("id", false, true), column("name"), column("email", false)})});
  const auto r = resolved({"w users.name"});
  const proof p = compare_on("INSERT INTO users (name) VALUES ('x')", r, r, after);
  CHECK(p.code == "INSERT_OMITS_REQUIRED");
  CHECK(p.object == "users.email");
  CHECK(compare_on("INSERT INTO users (name, email) VALUES ('x', 'y')", r, r, after).outcome ==
        proof_outcome::holds);
}

TEST_CASE("a new constraint on a written table is unknown", "[proof]") {
  schema::model after = users;
  schema::constraint check;
  check.name = "name_short";
  check.kind = "check";
  after.tables.at("users").constraints.emplace("name_short", check);
  const auto write = resolved({"w users.name"});
  const proof p = compare_on("UPDATE users SET name = 'x'", write, write, after);
  CHECK(p.outcome == proof_outcome::unjudged);
  CHECK(p.code == "NEW_CONSTRAINT");
  const auto read = resolved({"r users.name"});
  CHECK(compare_on("SELECT name FROM users", read, read, after).outcome == proof_outcome::holds);
}

TEST_CASE("an inexact footprint with a name that went is unknown", "[proof]") {
  const schema::model after = model({table("users", {column("id", false, true)})});
  const auto r = resolved({"r orders.id"}, {}, false);
  const std::string sql = "SELECT id FROM orders WHERE name IN (SELECT name FROM users)";
  CHECK(compare_on(sql, r, r, after).code == "NAME_MAY_BIND_ELSEWHERE");
  const auto exact = resolved({"r orders.id"});
  CHECK(compare_on(sql, exact, exact, after).outcome == proof_outcome::holds);
}

TEST_CASE("a statement that was never proved is unknown", "[proof]") {
  const proof p =
      compare_on("SELECT name FROM users", resolved_statement{}, resolved({"r users.name"}), users);
  CHECK(p.outcome == proof_outcome::unjudged);
  CHECK(p.code == "NEVER_PROVED");
}

}  // namespace sluice::phases
