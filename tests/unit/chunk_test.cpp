#include "migrator/chunk.hpp"

#include "dialects/schema/statement_facts.hpp"
#include "dialects/text/error.hpp"

#include <catch2/catch.hpp>

namespace sluice::migrator {

namespace {

job_plan plan(const std::string& statement, dialect d, std::vector<key_column> key) {
  std::vector<std::string> depends_on;
  phases::change c;
  c.id = c.slug = "c";
  const phases::step s =
      phases::read_step(std::make_shared<const text::source>(
                            "migrate.sql", "-- sluice:backfill name=job\n" + statement + "\n"),
                        phases::phase::migrate, schema::usual_version(engine_of(d)), depends_on);
  job_plan out = plan_job(c, s, s.statements.at(0), d);
  out.key = std::move(key);
  return out;
}

const std::vector<key_column> id{{"id", key_type::integer}};
const std::vector<key_column> pair{{"team", key_type::text}, {"no", key_type::integer}};

}  // namespace

TEST_CASE("a batch is the statement with a key range in its condition", "[chunk]") {
  const job_plan job = plan("UPDATE t SET a = b WHERE a IS NULL OR a = 0", dialect::postgres, id);
  CHECK(batch_statement(job, key_values{"10"}, key_values{"20"}, dialect::postgres) ==
        "UPDATE t SET a = b WHERE (a IS NULL OR a = 0\n) AND \"t\".\"id\" > 10 AND \"t\".\"id\" <= "
        "20");
  CHECK(batch_statement(job, std::nullopt, key_values{"20"}, dialect::postgres) ==
        "UPDATE t SET a = b WHERE (a IS NULL OR a = 0\n) AND \"t\".\"id\" <= 20");
  CHECK(batch_statement(job, std::nullopt, std::nullopt, dialect::postgres) == job.statement);
}

TEST_CASE("a statement without a condition gets one before what must follow it", "[chunk]") {
  const job_plan job = plan("UPDATE t AS x SET a = b RETURNING a", dialect::postgres, id);
  CHECK(batch_statement(job, key_values{"1"}, std::nullopt, dialect::postgres) ==
        "UPDATE t AS x SET a = b WHERE \"x\".\"id\" > 1  RETURNING a");
}

TEST_CASE("composite keys are spelled out in key order", "[chunk]") {
  CHECK(key_range(pair, "`t`", key_values{"it's", "-3"}, std::nullopt, dialect::mysql) ==
        "(`t`.`team` >= 'it''s' AND ((`t`.`team` > 'it''s') OR (`t`.`team` = 'it''s' AND "
        "`t`.`no` > -3)))");
}

TEST_CASE("leftovers are rows that the statement would still change", "[chunk]") {
  const job_plan job = plan("UPDATE t SET a = lower(b), c = 1 WHERE d", dialect::sqlite, id);
  CHECK(leftover_query(job, false, 0, dialect::sqlite) ==
        "SELECT count(*) FROM \"t\" WHERE (d\n) AND (\"t\".\"a\" IS NOT (lower(b)) OR \"t\".\"c\" "
        "IS NOT (1))");
  CHECK(leftover_query(job, true, 5, dialect::sqlite) ==
        "SELECT \"t\".\"id\" FROM \"t\" WHERE (d\n) AND (\"t\".\"a\" IS NOT (lower(b)) OR "
        "\"t\".\"c\" IS NOT (1)) ORDER BY \"t\".\"id\" LIMIT 5");
  const job_plan insert = plan("INSERT INTO u (id) SELECT id FROM t", dialect::sqlite, id);
  CHECK(!leftover_query(insert, false, 0, dialect::sqlite));
}

TEST_CASE("statements that cannot be cut are refused with their place", "[chunk]") {
  for (const char* bad : {"UPDATE t SET a = b ORDER BY id LIMIT 5",
                          "INSERT INTO u (n) SELECT count(*) FROM t GROUP BY a",
                          "INSERT INTO u (n) VALUES (1)", "CREATE TABLE u (n int)"}) {
    INFO(bad);
    try {
      static_cast<void>(plan(bad, dialect::mysql, id));
      FAIL_CHECK("it was taken");
    } catch (const text::input_error& e) {
      REQUIRE(e.where());
      CHECK(e.where()->at.line == 2);
      CHECK(e.message().find("backfill 'job' cannot be cut into batches") == 0);
    }
  }
}

TEST_CASE("batches grow slowly and shrink at once", "[chunk]") {
  using std::chrono::milliseconds;
  CHECK(next_batch_rows(1'000, milliseconds(10), milliseconds(500)) == 1'500);
  CHECK(next_batch_rows(1'000, milliseconds(500), milliseconds(500)) == 1'000);
  CHECK(next_batch_rows(1'000, milliseconds(5'000), milliseconds(500)) == 100);
  CHECK(next_batch_rows(20, milliseconds(60'000), milliseconds(500)) == smallest_batch_rows);
  CHECK(next_batch_rows(90'000, milliseconds(1), milliseconds(500)) == largest_batch_rows);
  CHECK(next_batch_rows(1, milliseconds(1), milliseconds(500)) == 2);
}

}  // namespace sluice::migrator
