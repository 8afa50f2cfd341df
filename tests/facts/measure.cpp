#include "tests/facts/measure.hpp"

#include "dialects/sql/script.hpp"
#include "tests/support/servers.hpp"

namespace sluice::test {

void run_script(session& db, const std::string& text) {
  const text::source file("schema", text);
  for (const auto& s : sql::parse(file, db.sql_dialect()).statements)
    db.execute(file.bytes().substr(s.where.begin, s.where.size()));
}

std::string measure(engine kind, const fact_row& row) {
  const std::string url = shared_server(kind).create_database();
  if (kind == engine::postgres) return measure_postgres(url, row);
  return dialect_of(kind) == dialect::mysql ? measure_mysql(url, row) : measure_sqlite(url, row);
}

}  // namespace sluice::test
