#include "dialects/shadow_rules.hpp"

#include "dialects/mysql/qualifiers.hpp"
#include "dialects/mysql/resolved_text.hpp"
#include "dialects/postgres/query_tree.hpp"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using sluice::dialect;
using names = std::vector<std::string>;
using entries = std::set<std::string>;

namespace {

std::string judgement(const std::string& sql, dialect d) {
  const sluice::text::source file("statement", sql);
  return sluice::cannot_judge(sluice::sql::parse(file, d), sql);
}

}  // namespace

TEST_CASE("only single queries are judged") {
  for (const dialect d : {dialect::postgres, dialect::mysql, dialect::sqlite}) {
    CHECK(judgement("SELECT a FROM t;", d).empty());
    CHECK(judgement("WITH q AS (SELECT 1) SELECT * FROM q", d).empty());
    CHECK(judgement("INSERT INTO t VALUES (1)", d).empty());
    CHECK_FALSE(judgement("SELECT 1; SELECT 2", d).empty());
    CHECK_FALSE(judgement("", d).empty());
    CHECK_FALSE(judgement("TRUNCATE t", d).empty());
    CHECK_FALSE(judgement("SET a = 1", d).empty());
    CHECK_FALSE(judgement("CALL p()", d).empty());
    CHECK_FALSE(judgement(std::string("SELECT 1\0 FROM t", 15), d).empty());
  }
}

TEST_CASE("what acts outside of a shadow is named") {
  CHECK(sluice::leaves_shadow("CREATE UNIQUE INDEX i ON t (a)", dialect::postgres).empty());
  CHECK(sluice::leaves_shadow("CREATE OR REPLACE VIEW v AS SELECT 1", dialect::mysql).empty());
  CHECK(sluice::leaves_shadow("CREATE SCHEMA s", dialect::postgres).empty());
  CHECK(sluice::leaves_shadow("SET lock_timeout = 1", dialect::postgres).empty());
  CHECK(sluice::leaves_shadow("UPDATE t SET a = 1", dialect::mysql).empty());
  CHECK_FALSE(sluice::leaves_shadow("CREATE SCHEMA s", dialect::mysql).empty());
  CHECK_FALSE(sluice::leaves_shadow("/* x */ drop database d", dialect::postgres).empty());
  CHECK_FALSE(sluice::leaves_shadow("ALTER SYSTEM SET x = 1", dialect::postgres).empty());
  CHECK_FALSE(sluice::leaves_shadow("SET GLOBAL x = 1", dialect::mysql).empty());
  CHECK_FALSE(sluice::leaves_shadow("SET @@global.x = 1", dialect::mysql).empty());
  CHECK_FALSE(sluice::leaves_shadow("DO $$ BEGIN END $$", dialect::postgres).empty());
  CHECK_FALSE(sluice::leaves_shadow("ATTACH 'x.db' AS x", dialect::sqlite).empty());
  CHECK_FALSE(sluice::leaves_shadow("COPY t TO PROGRAM 'x'", dialect::postgres).empty());
  CHECK(sluice::means_nothing_in_shadow("grant select on t to u", dialect::postgres));
  CHECK(sluice::means_nothing_in_shadow("COMMIT", dialect::sqlite));
  CHECK_FALSE(sluice::means_nothing_in_shadow("DROP TABLE t", dialect::sqlite));
}

TEST_CASE("names with a database in front are found in the text") {
  using namespace sluice::mysql;
  const std::set<std::string> known{"app", "mysql"};
  CHECK(database_named("SELECT a FROM `App` . t", known) == "App");
  CHECK(database_named("SELECT t.app, 'app.t', `x`.`app`.b FROM t -- app.t", known).empty());
  CHECK(database_named("SELECT a FROM t WHERE t.mysql = 1.5", known).empty());
  CHECK(without_database("select `app`.`t`.`a` from `app`.`t`, x.app", "app") ==
        "select `t`.`a` from `t`, x.app");
  CHECK(without_definer("CREATE DEFINER=`root`@`%` SQL SECURITY DEFINER VIEW v AS SELECT 1") ==
        "CREATE SQL SECURITY DEFINER VIEW v AS SELECT 1");
  CHECK(without_definer("CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a = 1") ==
        "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a = 1");
}

TEST_CASE("the text that MySQL rewrites is read with its aliases") {
  using sluice::mysql::footprint_of;
  CHECK(footprint_of("select `z`.`id` AS `id`,`d`.`q` AS `q` from (`s`.`u` `z` join (select "
                     "`s`.`o`.`uid` AS `q` from `s`.`o`) `d`) where `z`.`n` = `f`(`s`.`z`.`k`)",
                     "s") == entries{"r o", "r o.uid", "r u", "r u.id", "r u.k", "r u.n"});
  CHECK(footprint_of("update `s`.`u` `z` set `s`.`z`.`n` = `s`.`z`.`m`,`s`.`z`.`k` = 1 where "
                     "(`s`.`z`.`id` = 2)",
                     "s") == entries{"r u", "r u.id", "r u.m", "w u", "w u.k", "w u.n"});
  CHECK(
      footprint_of("insert into `s`.`o` (`s`.`o`.`id`) /* select#1 */ select `s`.`u`.`id` AS `id` "
                   "from `s`.`u`",
                   "s") == entries{"r u", "r u.id"});
  CHECK(footprint_of("delete `s`.`u` from `s`.`u` `x` join `s`.`o` `y` where "
                     "(`s`.`y`.`uid` = `s`.`x`.`id`)",
                     "s") == entries{"r o", "r o.uid", "r u", "r u.id", "w u"});
}

TEST_CASE("permissions are read out of a stored query, however it is nested") {
  const auto found = sluice::postgres::read_permissions(
      "({QUERY :rtable ({RTE :eref {ALIAS :aliasname a\\ {\\ b} :relid 7 :subquery {QUERY :rtable"
      " ({RTE :relid 9 :requiredPerms 2 :selectedCols (b 8 10) :insertedCols (b) :updatedCols "
      "(b)})}"
      " :requiredPerms 1 :selectedCols (b) :insertedCols (b 7 9) :updatedCols (b)})})");
  REQUIRE(found.size() == 2);
  CHECK(found[0].relation == 9);
  CHECK(found[0].required == sluice::postgres::may_select);
  CHECK(found[0].selected == std::set<int>{1, 3});
  CHECK(found[1].relation == 7);
  CHECK(found[1].required == sluice::postgres::may_insert);
  CHECK(found[1].inserted == std::set<int>{sluice::postgres::whole_row, 2});
}
