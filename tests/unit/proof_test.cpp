#include "phases/proof.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

using schema::definition;
using schema::definitions;

using facts = std::map<std::string, std::string>;

definitions sorted(definitions all) {
  schema::sort_definitions(all);
  return all;
}

definition column(const std::string& table, const std::string& name, facts more = {}) {
  more.emplace("type", "text");
  more.emplace("place", "0");
  return {"column", table, name, std::move(more)};
}

/// users (id, name) with a key, and orders (id, user_id).
definitions shop() {
  return sorted({{"table", "", "users", {}},
                 column("users", "id", {{"identity", "always"}, {"not null", "yes"}}),
                 column("users", "name", {{"place", "1"}}),
                 {"unique", "users", "users_pkey", {{"key", "id"}, {"columns", "id"}}},
                 {"table", "", "orders", {}},
                 column("orders", "id"),
                 column("orders", "user_id", {{"place", "1"}})});
}

definitions with(definitions all, const definition& more) {
  std::erase_if(all, [&](const definition& d) {
    return d.kind == more.kind && d.table == more.table && d.name == more.name;
  });
  all.push_back(more);
  return sorted(all);
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

proof judge(const std::string& sql, const resolved_statement& r, const definitions& before,
            const definitions& after, dialect d = dialect::postgres) {
  return compare(sql, d, r, r, {&before, &after, {}});
}

const resolved_statement reads_name = resolved({"r users", "r users.name"});
const resolved_statement writes_name = resolved({"w users", "w users.name"});
const std::string select_name = "SELECT name FROM users";
const std::string insert_name = "INSERT INTO users (name) VALUES ('x')";
const std::string update_name = "UPDATE users SET name = 'x'";

definition trigger(const std::string& name, const std::string& body, facts more = {}) {
  more.emplace("events", "insert\nupdate");
  more.emplace("timing", "before");
  more.emplace("body", body);
  return {"trigger", "users", name, std::move(more)};
}

}  // namespace

TEST_CASE("the same meaning holds", "[proof]") {
  CHECK(judge(select_name, reads_name, shop(), shop()).outcome == proof_outcome::holds);
}

TEST_CASE("a statement that no longer resolves breaks", "[proof]") {
  resolved_statement gone;
  gone.error = "no such column: name";
  const definitions all = shop();
  const proof p = compare(select_name, dialect::sqlite, reads_name, gone, {&all, &all, {}});
  CHECK(p.outcome == proof_outcome::breaks);
  CHECK(p.code == "STATEMENT_BREAKS");
  CHECK(p.message == "no such column: name");
}

TEST_CASE("the same text over other columns breaks, though it still resolves", "[proof]") {
  const definitions all = shop();
  const proof p = compare("SELECT id FROM orders WHERE name IN (SELECT name FROM users)",
                          dialect::postgres, resolved({"r users.name", "r orders.id"}),
                          resolved({"r orders.name", "r orders.id"}), {&all, &all, {}});
  CHECK(p.outcome == proof_outcome::breaks);
  CHECK(p.code == "FOOTPRINT_CHANGED");
  CHECK(p.object == "users.name");
}

TEST_CASE("a view that is made of other columns is unknown", "[proof]") {
  const definitions all = shop();
  const proof p = compare("SELECT n FROM v", dialect::postgres, resolved({"r v", "v users.name"}),
                          resolved({"r v", "v users.id"}), {&all, &all, {}});
  CHECK(p.outcome == proof_outcome::unjudged);
  CHECK(p.code == "VIEW_CHANGED");
}

TEST_CASE("another result shape breaks", "[proof]") {
  const definitions all = shop();
  const proof p =
      compare("SELECT * FROM users", dialect::postgres, resolved({"r users.id"}, {"id int"}),
              resolved({"r users.id"}, {"id int", "nick text"}), {&all, &all, {}});
  CHECK(p.code == "SHAPE_CHANGED");
}

TEST_CASE("an insert that leaves out a required column breaks", "[proof]") {
  const definitions after = with(shop(), column("users", "email", {{"not null", "yes"}}));
  const proof p = judge(insert_name, writes_name, shop(), after);
  CHECK(p.outcome == proof_outcome::breaks);
  CHECK(p.code == "INSERT_OMITS_REQUIRED");
  CHECK(p.object == "users.email");
  CHECK(judge("INSERT INTO users (name, email) VALUES ('x', 'y')",
              resolved({"w users", "w users.name", "w users.email"}), shop(), after)
            .outcome == proof_outcome::holds);
}

TEST_CASE("a check on a written column is unknown, on another it does not matter", "[proof]") {
  const definitions after =
      with(shop(), {"check",
                    "users",
                    "name_short",
                    {{"definition", "CHECK (length(name) < 3)"}, {"columns", "name"}}});
  CHECK(judge(update_name, writes_name, shop(), after).code == "NEW_CONSTRAINT");
  CHECK(judge(select_name, reads_name, shop(), after).outcome == proof_outcome::holds);
  CHECK(judge("UPDATE users SET id = 1", resolved({"w users", "w users.id"}), shop(), after)
            .outcome == proof_outcome::holds);
}

TEST_CASE("a check of the same name and another text is unknown", "[proof]") {
  const auto check = [](const std::string& text) {
    return definition{"check", "users", "c", {{"definition", text}, {"columns", "name"}}};
  };
  const definitions before = with(shop(), check("CHECK (length(name) < 30)"));
  CHECK(judge(update_name, writes_name, before, with(shop(), check("CHECK (length(name) < 3)")))
            .code == "NEW_CONSTRAINT");
  CHECK(judge(update_name, writes_name, before, shop()).outcome == proof_outcome::holds);
}

TEST_CASE("a new unique column that an insert leaves NULL holds, unless a trigger fills it",
          "[proof]") {
  definitions after = with(shop(), column("users", "handle"));
  after = with(after, {"unique",
                       "users",
                       "users_handle",
                       {{"key", "handle"}, {"columns", "handle"}, {"null rows", "apart"}}});
  CHECK(judge(insert_name, writes_name, shop(), after).outcome == proof_outcome::holds);
  const definition sync = trigger("sync",
                                  "BEGIN NEW.handle := coalesce(NEW.handle, NEW.name); RETURN NEW; "
                                  "END",
                                  {{"language", "plpgsql"}});
  CHECK(judge(insert_name, writes_name, shop(), with(after, sync)).outcome ==
        proof_outcome::unjudged);
}

TEST_CASE("a unique key that is gone breaks an upsert and leaves an insert unknown", "[proof]") {
  const definition key{"unique", "users", "users_name", {{"key", "name"}, {"columns", "name"}}};
  const definitions before = with(shop(), key);
  const proof upsert = judge(insert_name + " ON DUPLICATE KEY UPDATE id = id", writes_name, before,
                             shop(), dialect::mysql);
  CHECK(upsert.outcome == proof_outcome::breaks);
  CHECK(upsert.code == "UNIQUE_GONE");
  const proof plain = judge(insert_name, writes_name, before, shop());
  CHECK(plain.outcome == proof_outcome::unjudged);
  CHECK(plain.code == "UNIQUE_GONE");
  definition renamed = key;
  renamed.name = "other";
  CHECK(judge(insert_name, writes_name, before, with(shop(), renamed)).outcome ==
        proof_outcome::holds);
}

TEST_CASE("a default that is gone breaks an insert that leaves the column out", "[proof]") {
  const definitions before = with(shop(), column("users", "kind", {{"default", "'plain'"}}));
  const definitions after = with(shop(), column("users", "kind"));
  CHECK(judge(insert_name, writes_name, before, after).outcome == proof_outcome::breaks);
  CHECK(judge(insert_name, writes_name, before, after).code == "DEFAULT_CHANGED");
  CHECK(judge(update_name, writes_name, before, after).outcome == proof_outcome::holds);
  const definitions other = with(shop(), column("users", "kind", {{"default", "'fancy'"}}));
  CHECK(judge(insert_name, writes_name, before, other).outcome == proof_outcome::unjudged);
}

TEST_CASE("a smaller type is unknown, a wider one holds", "[proof]") {
  const auto typed = [](const std::string& type) {
    return with(shop(), column("users", "name", {{"type", type}}));
  };
  CHECK(
      judge(update_name, writes_name, typed("character varying(40)"), typed("character varying(3)"))
          .code == "TYPE_CHANGED");
  CHECK(judge(update_name, writes_name, typed("character varying(40)"), typed("text")).outcome ==
        proof_outcome::holds);
  CHECK(judge(update_name, writes_name, typed("enum('a','b')"), typed("enum('a','b','c')"),
              dialect::mysql)
            .outcome == proof_outcome::holds);
  CHECK(judge(update_name, writes_name, typed("enum('a','b')"), typed("enum('b','a')"),
              dialect::mysql)
            .code == "TYPE_CHANGED");
}

TEST_CASE("a foreign key matters to those who delete the parent's rows", "[proof]") {
  const auto key = [](const std::string& action) {
    return definition{"foreign key",
                      "orders",
                      "k",
                      {{"columns", "user_id"},
                       {"parent", "users"},
                       {"parent columns", "id"},
                       {"on delete", action},
                       {"on update", "no action"}}};
  };
  const resolved_statement deletes = resolved({"w users", "r users", "r users.id"});
  const std::string sql = "DELETE FROM users WHERE id = 1";
  CHECK(judge(sql, deletes, shop(), with(shop(), key("no action"))).code == "NEW_CONSTRAINT");
  CHECK(judge(sql, deletes, with(shop(), key("cascade")), shop()).outcome == proof_outcome::breaks);
  CHECK(judge(insert_name, writes_name, shop(), with(shop(), key("no action"))).outcome ==
        proof_outcome::holds);
}

TEST_CASE("a trigger that is gone matters unless it left the row alone", "[proof]") {
  const facts plpgsql{{"language", "plpgsql"}};
  const auto judged = [&](const std::string& body, const definitions& after) {
    const definitions before =
        with(with(shop(), column("users", "full_name")), trigger("t", body, plpgsql));
    return judge(insert_name, writes_name, before, after);
  };
  CHECK(judged("BEGIN NEW.name := lower(NEW.name); RETURN NEW; END", shop()).outcome ==
        proof_outcome::breaks);
  CHECK(judged("BEGIN NEW.full_name := NEW.name; RETURN NEW; END", shop()).outcome ==
        proof_outcome::holds);
  CHECK(judged("BEGIN NEW.name := coalesce(NEW.name, NEW.full_name); RETURN NEW; END", shop())
            .outcome == proof_outcome::holds);
  const proof loop = judged("BEGIN FOR i IN 1..3 LOOP NULL; END LOOP; RETURN NEW; END", shop());
  CHECK(loop.outcome == proof_outcome::unjudged);
  CHECK(loop.code == "TRIGGER_CHANGED");
}

TEST_CASE("a trigger whose body names a dropped column is unknown to every writer", "[proof]") {
  const definition low =
      trigger("low", "BEGIN NEW.note := 'x'; RETURN NEW; END", {{"language", "plpgsql"}});
  const definitions before = with(with(shop(), column("users", "note")), low);
  const definitions after = with(shop(), low);
  CHECK(judge(update_name, writes_name, before, after).code == "PROGRAM_TOUCHED");
  CHECK(judge(select_name, reads_name, before, after).outcome == proof_outcome::holds);
}

TEST_CASE("a routine with another body is unknown to those who call it", "[proof]") {
  const auto routine = [](const std::string& text) {
    return definition{"routine", "", "shout(t text)", {{"definition", text}}};
  };
  const definitions before = with(shop(), routine("SELECT upper(t)"));
  const definitions after = with(shop(), routine("SELECT t || '!'"));
  CHECK(judge("SELECT shout(name) FROM users", reads_name, before, after).code ==
        "ROUTINE_CHANGED");
  CHECK(judge(select_name, reads_name, before, after).outcome == proof_outcome::holds);
}

TEST_CASE("a view with another text is unknown", "[proof]") {
  const auto view = [](const std::string& text) {
    return definition{"view", "", "names", {{"definition", text}}};
  };
  const resolved_statement reads = resolved({"r names", "v users.name"});
  CHECK(judge("SELECT name FROM names", reads, with(shop(), view("SELECT name FROM users")),
              with(shop(), view("SELECT name FROM users WHERE id > 1")))
            .code == "VIEW_CHANGED");
}

TEST_CASE("columns in another order break what goes by position", "[proof]") {
  definitions after = with(
      shop(), column("users", "id", {{"place", "2"}, {"identity", "always"}, {"not null", "yes"}}));
  const resolved_statement copies =
      resolved({"w orders", "w orders.id", "w orders.user_id", "r users.id", "r users.name"});
  CHECK(judge("INSERT INTO orders (id, user_id) SELECT * FROM users", copies, shop(), after).code ==
        "ORDER_CHANGED");
  CHECK(judge(select_name, reads_name, shop(), after).outcome == proof_outcome::holds);
}

TEST_CASE("an inexact footprint with a name that went is unknown", "[proof]") {
  const definitions before = with(shop(), column("orders", "name"));
  const auto r = resolved({"r users", "r orders", "r orders.id"}, {}, false);
  const std::string sql = "SELECT id FROM orders WHERE name IN (SELECT name FROM users)";
  CHECK(judge(sql, r, before, shop(), dialect::mysql).code == "NAME_MAY_BIND_ELSEWHERE");
  const auto exact = resolved({"r users", "r orders", "r orders.id"});
  CHECK(judge(sql, exact, before, shop()).outcome == proof_outcome::holds);
}

TEST_CASE("a table that the engine folded out of an inexact footprint is still in use", "[proof]") {
  const definitions before = with(shop(), column("orders", "name"));
  const proof p =
      judge("UPDATE users SET id = 1 WHERE name IN (SELECT name FROM orders)",
            resolved({"w users", "w users.id"}, {}, false), before, shop(), dialect::mysql);
  CHECK(p.outcome == proof_outcome::unjudged);
  CHECK(p.code == "NAME_MAY_BIND_ELSEWHERE");
}

TEST_CASE("a name that was given to something else matters to those who use it", "[proof]") {
  const definitions all = shop();
  const auto judged = [&](const std::string& sql, const resolved_statement& r,
                          upheaval::extent how) {
    return compare(sql, dialect::postgres, r, r,
                   {&all, &all, {{"users", "name", "users.name was made anew", how}}});
  };
  CHECK(judged(select_name, reads_name, upheaval::extent::certain).outcome ==
        proof_outcome::breaks);
  CHECK(judged(select_name, reads_name, upheaval::extent::possible).outcome ==
        proof_outcome::unjudged);
  CHECK(judged(select_name, reads_name, upheaval::extent::rows_only).code == "ROWS_CHANGED");
  CHECK(
      judged("SELECT id FROM users", resolved({"r users", "r users.id"}), upheaval::extent::certain)
          .outcome == proof_outcome::holds);
}

TEST_CASE("a statement that was never proved is unknown", "[proof]") {
  const definitions all = shop();
  const proof p =
      compare(select_name, dialect::postgres, resolved_statement{}, reads_name, {&all, &all, {}});
  CHECK(p.outcome == proof_outcome::unjudged);
  CHECK(p.code == "NEVER_PROVED");
}

}  // namespace sluice::phases
