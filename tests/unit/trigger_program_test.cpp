#include "phases/trigger_program.hpp"

#include <catch2/catch.hpp>

namespace sluice::phases {

namespace {

schema::definition trigger(const std::string& body, const std::string& events = "insert\nupdate",
                           const std::string& when = "") {
  return {"trigger",
          "users",
          "t",
          {{"body", body}, {"events", events}, {"when", when}, {"timing", "before"}}};
}

const triggered_table users{{"id", "email", "full_name", "display_name"}, {}, {"id"}};

trigger_effect effect(const std::string& body, dialect d, row_event event,
                      const std::string& written, const std::string& kept,
                      const std::string& when = "") {
  trigger_work work;
  return effect_on_row(trigger(body, "", when), d, event, users, {written}, {kept}, work);
}

const std::string postgres_sync =
    "BEGIN\n"
    "  IF TG_OP = 'INSERT' THEN\n"
    "    NEW.display_name := coalesce(NEW.display_name, NEW.full_name);\n"
    "    NEW.full_name := NEW.display_name;\n"
    "  ELSIF NEW.display_name IS DISTINCT FROM OLD.display_name THEN\n"
    "    NEW.full_name := NEW.display_name;\n"
    "  ELSIF NEW.full_name IS DISTINCT FROM OLD.full_name THEN\n"
    "    NEW.display_name := NEW.full_name;\n"
    "  END IF;\n"
    "  RETURN NEW;\n"
    "END";
const std::string sqlite_sync =
    "UPDATE users SET full_name = CASE WHEN NEW.display_name IS NOT OLD.display_name THEN "
    "NEW.display_name ELSE NEW.full_name END, display_name = CASE WHEN NEW.display_name IS NOT "
    "OLD.display_name THEN NEW.display_name ELSE NEW.full_name END WHERE id = NEW.id;";
const std::string mysql_sync =
    "BEGIN IF NOT (NEW.display_name <=> OLD.display_name) THEN SET NEW.full_name = "
    "NEW.display_name; ELSEIF NOT (NEW.full_name <=> OLD.full_name) THEN SET NEW.display_name = "
    "NEW.full_name; END IF; END";

}  // namespace

TEST_CASE("a sync trigger leaves alone what either release writes", "[trigger]") {
  for (const std::string column : {"full_name", "display_name"}) {
    for (const row_event e : {row_event::insert, row_event::update})
      CHECK(effect(postgres_sync, dialect::postgres, e, column, column) == trigger_effect::none);
    CHECK(effect(mysql_sync, dialect::mysql, row_event::update, column, column) ==
          trigger_effect::none);
    CHECK(effect(sqlite_sync, dialect::sqlite, row_event::update, column, column,
                 "NEW.full_name IS NOT NEW.display_name") == trigger_effect::none);
  }
}

TEST_CASE("a sync trigger carries both ways", "[trigger]") {
  for (const auto& [from, to] :
       {std::pair<std::string, std::string>("full_name", "display_name"),
        std::pair<std::string, std::string>("display_name", "full_name")}) {
    for (const row_event e : {row_event::insert, row_event::update})
      CHECK(carries_over(trigger(postgres_sync), dialect::postgres, e, users, from, to) ==
            carriage::carries);
    CHECK(carries_over(trigger(mysql_sync), dialect::mysql, row_event::update, users, from, to) ==
          carriage::carries);
    CHECK(carries_over(trigger(sqlite_sync), dialect::sqlite, row_event::update, users, from, to) ==
          carriage::carries);
  }
}

TEST_CASE("what is overwritten is seen", "[trigger]") {
  const auto postgres = [](const std::string& body) {
    return effect("BEGIN " + body + " RETURN NEW; END", dialect::postgres, row_event::insert,
                  "full_name", "full_name");
  };
  CHECK(postgres("NEW.full_name := lower(NEW.full_name);") == trigger_effect::changes);
  CHECK(postgres("NEW.full_name := NEW.display_name;") == trigger_effect::changes);
  CHECK(postgres("NEW.full_name := NEW.full_name;") == trigger_effect::none);
  CHECK(postgres("IF NEW.full_name IS NULL THEN NEW.full_name := 'none'; END IF;") ==
        trigger_effect::changes);
  CHECK(effect("BEGIN IF NEW.full_name = NEW.email THEN NEW.full_name := NULL; END IF; RETURN NEW; "
               "END",
               dialect::postgres, row_event::update, "full_name",
               "full_name") == trigger_effect::changes);
  CHECK(postgres("NEW.email := 'x';") == trigger_effect::none);
}

TEST_CASE("what is not followed is said so", "[trigger]") {
  for (const std::string body :
       {"BEGIN RAISE EXCEPTION 'no'; END", "BEGIN RETURN NULL; END",
        "DECLARE x text; BEGIN RETURN NEW; END",
        "BEGIN IF NEW.full_name > 'm' THEN NEW.email := 'x'; END IF; RETURN NEW; END",
        "BEGIN PERFORM f(); RETURN NEW; END", "BEGIN NEW.full_name := ; RETURN NEW; END"})
    CHECK(effect(body, dialect::postgres, row_event::insert, "full_name", "full_name") ==
          trigger_effect::not_followed);
  CHECK(effect("UPDATE users SET full_name = NEW.full_name WHERE email = 'x';", dialect::sqlite,
               row_event::insert, "full_name", "full_name") == trigger_effect::not_followed);
}

TEST_CASE("a trigger's work elsewhere and its sources are told", "[trigger]") {
  trigger_work work;
  CHECK(effect_on_row(trigger("BEGIN INSERT INTO log VALUES (NEW.email); NEW.display_name := "
                              "NEW.full_name; RETURN NEW; END"),
                      dialect::postgres, row_event::insert, users, {"full_name"}, {"full_name"},
                      work) == trigger_effect::none);
  CHECK(work.elsewhere == std::set<std::string>{"log"});
  CHECK(work.own.at("display_name").contains("full_name"));
}

TEST_CASE("a value that is carried under a condition is not taken for carried", "[trigger]") {
  const schema::definition t = trigger(
      "BEGIN IF NEW.email = 'x' THEN NEW.full_name := NEW.display_name; END IF; RETURN NEW; "
      "END");
  CHECK(carries_over(t, dialect::postgres, row_event::update, users, "display_name", "full_name") !=
        carriage::carries);
  const schema::definition keeps =
      trigger("BEGIN NEW.full_name := coalesce(NEW.display_name, NEW.full_name); RETURN NEW; END");
  CHECK(carries_over(keeps, dialect::postgres, row_event::update, users, "display_name",
                     "full_name") == carriage::not_followed);
}

TEST_CASE("a program that is nested too deeply is not followed", "[trigger]") {
  const auto repeated = [](const std::string& part) {
    std::string out;
    for (int i = 0; i < 20'000; ++i) out += part;
    return out;
  };
  for (const std::string& body :
       {"BEGIN NEW.email := " + repeated("("), "BEGIN " + repeated("IF TG_OP = 'x' THEN "),
        "BEGIN IF " + repeated("NOT "), "BEGIN IF " + repeated("("),
        "BEGIN NEW.email := " + repeated("CASE WHEN ")}) {
    CHECK(effect(body, dialect::postgres, row_event::update, "email", "email") ==
          trigger_effect::not_followed);
  }
}

}  // namespace sluice::phases
