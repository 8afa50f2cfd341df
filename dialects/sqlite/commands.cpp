#include "dialects/sql/command.hpp"

namespace sluice::sqlite {

namespace {

using sql::command;
using sql::object_class;
using sql::word_meaning;

constexpr object_class created[] = {{"VIRTUAL TABLE"}};

constexpr word_meaning verbs[] = {
    {"ANALYZE", command::auxiliary},
    {"EXPLAIN", command::auxiliary},
    {"REINDEX", command::auxiliary},
    {"VACUUM", command::auxiliary},
};

}  // namespace

sql::command_lists commands() {
  return {.created = created, .altered = {}, .dropped = {}, .verbs = verbs};
}

}  // namespace sluice::sqlite
