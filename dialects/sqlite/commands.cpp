#include "dialects/sql/command.hpp"

namespace sluice::sqlite {

namespace {

using sql::command;
using sql::object_class;
using sql::word_meaning;

constexpr object_class created[] = {{"VIRTUAL TABLE"}};

constexpr word_meaning verbs[] = {
    {"ANALYZE", command::maintain}, {"ATTACH", command::setting},   {"DETACH", command::setting},
    {"EXPLAIN", command::explain},  {"REINDEX", command::maintain}, {"VACUUM", command::maintain},
};

}  // namespace

sql::command_lists commands() {
  return {.created = created, .altered = {}, .dropped = {}, .commented = {}, .verbs = verbs};
}

}  // namespace sluice::sqlite
