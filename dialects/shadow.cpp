#include "dialects/shadow.hpp"

#include "dialects/mysql/shadow.hpp"
#include "dialects/postgres/shadow.hpp"
#include "dialects/sqlite/shadow.hpp"

namespace sluice {

std::unique_ptr<shadow> open_shadow(session& db, const connection_target& target) {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::open_shadow(db, target);
    case dialect::mysql:
      return mysql::open_shadow(db, target);
    case dialect::sqlite:
      break;
  }
  return sqlite::open_shadow(db);
}

void drop_stale_shadows(session& db) noexcept {
  switch (db.sql_dialect()) {
    case dialect::postgres:
      return postgres::drop_stale_shadows(db);
    case dialect::mysql:
      return mysql::drop_stale_shadows(db);
    case dialect::sqlite:
      break;
  }
}

}  // namespace sluice
