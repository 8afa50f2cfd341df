#include "dialects/sql/command.hpp"

namespace sluice::mysql {

namespace {

using sql::command;
using sql::naming;
using sql::object_class;
using sql::word_meaning;

// MySQL 9.7 and MariaDB 10.11, without what has grammars of its own.
constexpr object_class created[] = {
    {"DATABASE"},
    {"EVENT"},
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
    {"ANALYZE", command::auxiliary},
    {"CACHE INDEX", command::auxiliary},
    {"CALL", command::call},
    {"CHECK TABLE", command::auxiliary},
    {"CHECKSUM TABLE", command::auxiliary},
    {"DEALLOCATE PREPARE", command::auxiliary},
    {"DESC", command::auxiliary},
    {"DESCRIBE", command::auxiliary},
    {"DO", command::block},
    {"EXPLAIN", command::auxiliary},
    {"FLUSH", command::auxiliary},
    {"GRANT", command::privileges},
    {"HELP", command::auxiliary},
    {"KILL", command::auxiliary},
    {"LOAD DATA", command::load},
    {"LOAD INDEX", command::auxiliary},
    {"LOAD XML", command::load},
    {"LOCK TABLE", command::auxiliary},
    {"LOCK TABLES", command::auxiliary},
    {"OPTIMIZE", command::auxiliary},
    {"PREPARE", command::auxiliary},
    {"REPAIR", command::auxiliary},
    {"REVOKE", command::privileges},
    {"SHOW", command::auxiliary},
    {"TRUNCATE", command::truncate},
    {"UNLOCK TABLE", command::auxiliary},
    {"UNLOCK TABLES", command::auxiliary},
};

}  // namespace

sql::command_lists commands() {
  return {.created = created, .altered = altered, .dropped = dropped, .verbs = verbs};
}

}  // namespace sluice::mysql
