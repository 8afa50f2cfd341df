#include "dialects/sql/command.hpp"

namespace sluice::mysql {

namespace {

using sql::command;
using sql::naming;
using sql::object_class;
using sql::word_meaning;

// MySQL 9.7 and MariaDB 11.8, without what has grammars of its own.
constexpr object_class created[] = {
    {"DATABASE"},
    {"EVENT"},
    {"JSON DUALITY VIEW"},
    {"JSON RELATIONAL DUALITY VIEW"},
    {"LIBRARY"},
    {"LOGFILE GROUP"},
    {"PACKAGE"},
    {"PACKAGE BODY"},
    {"RESOURCE GROUP"},
    {"ROLE", naming::unnamed},
    {"SCHEMA"},
    {"SEQUENCE"},
    {"SERVER", naming::unnamed},
    {"REFERENCE SYSTEM", naming::unnamed},
    {"TABLESPACE"},
    {"UNDO TABLESPACE"},
    {"USER", naming::unnamed},
};

constexpr object_class altered[] = {
    {"DATABASE", naming::unnamed},
    {"EVENT"},
    {"FUNCTION"},
    {"INSTANCE", naming::unnamed},
    {"JSON DUALITY VIEW"},
    {"JSON RELATIONAL DUALITY VIEW"},
    {"LIBRARY"},
    {"LOGFILE GROUP"},
    {"PROCEDURE"},
    {"RESOURCE GROUP"},
    {"SCHEMA", naming::unnamed},
    {"SEQUENCE"},
    {"SERVER", naming::unnamed},
    {"TABLESPACE"},
    {"UNDO TABLESPACE"},
    {"USER", naming::unnamed},
};

constexpr object_class dropped[] = {
    {"DATABASE"},
    {"EVENT"},
    {"LIBRARY"},
    {"LOGFILE GROUP", naming::unnamed},
    {"PACKAGE"},
    {"PACKAGE BODY"},
    {"PREPARE"},
    {"RESOURCE GROUP", naming::unnamed},
    {"ROLE", naming::unnamed},
    {"SCHEMA"},
    {"SEQUENCE"},
    {"SERVER", naming::unnamed},
    {"REFERENCE SYSTEM", naming::unnamed},
    {"TABLESPACE", naming::unnamed},
    {"UNDO TABLESPACE", naming::unnamed},
    {"USER", naming::unnamed},
};

constexpr word_meaning verbs[] = {
    {"ANALYZE", command::explain},  // MariaDB
    {"ANALYZE LOCAL", command::maintain},
    {"ANALYZE NO_WRITE_TO_BINLOG", command::maintain},
    {"ANALYZE TABLE", command::maintain},
    {"ANALYZE TABLES", command::maintain},
    {"BACKUP", command::auxiliary},
    {"BEGIN NOT ATOMIC", command::block},
    {"CACHE INDEX", command::auxiliary},
    {"CALL", command::call},
    {"CHECK TABLE", command::maintain},
    {"CHECKSUM TABLE", command::maintain},
    {"CLONE LOCAL", command::auxiliary},
    {"DEALLOCATE PREPARE", command::auxiliary},
    {"DESC", command::explain},
    {"DESCRIBE", command::explain},
    {"DO", command::block},
    {"EXECUTE", command::execute},
    {"EXPLAIN", command::explain},
    {"FLUSH", command::auxiliary},
    {"GET", command::auxiliary},
    {"GRANT", command::privileges},
    {"HANDLER", command::auxiliary},
    {"HELP", command::auxiliary},
    {"INSTALL", command::auxiliary},
    {"KILL", command::auxiliary},
    {"LOAD DATA", command::load},
    {"LOAD INDEX", command::auxiliary},
    {"LOAD XML", command::load},
    {"LOCK INSTANCE FOR BACKUP", command::auxiliary},
    {"LOCK TABLE", command::lock},
    {"LOCK TABLES", command::lock},
    {"OPTIMIZE", command::maintain},
    {"PREPARE", command::auxiliary},
    {"PURGE", command::auxiliary},
    {"REPAIR", command::maintain},
    {"RESIGNAL", command::auxiliary},
    {"RESTART", command::auxiliary},
    {"REVOKE", command::privileges},
    {"SHOW", command::auxiliary},
    {"SHUTDOWN", command::auxiliary},
    {"SIGNAL", command::auxiliary},
    {"TRUNCATE", command::truncate},
    {"UNLOCK INSTANCE", command::auxiliary},
    {"UNLOCK TABLE", command::auxiliary},
    {"UNLOCK TABLES", command::auxiliary},
    {"XA", command::two_phase},
};

}  // namespace

sql::command_lists commands() {
  return {
      .created = created, .altered = altered, .dropped = dropped, .commented = {}, .verbs = verbs};
}

}  // namespace sluice::mysql
