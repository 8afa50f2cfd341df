#include "dialects/mysql/facts.hpp"
#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::mysql {
namespace {

using schema::column;

bool is_mariadb(const server_version& server) {
  return server.kind == engine::mariadb;
}

/// The most bytes that one character takes.
int bytes_a_character(std::string_view character_set) {
  const std::string set = sql::lower_case(character_set);
  for (const std::string_view narrow : {"latin1", "ascii", "binary"}) {
    if (set.find(narrow) != std::string::npos) return 1;
  }
  if (set.find("utf8mb4") != std::string::npos) return 4;
  return set.find("utf8") != std::string::npos ? 3 : 4;
}

/// The labels of enum('a','b') or set(...), as they are quoted.
std::vector<std::string> labels_of(std::string_view type) {
  std::vector<std::string> labels;
  for (const auto& t : sql::lex(type, dialect::mysql)) {
    if (t.what == sql::kind::string)
      labels.emplace_back(type.substr(t.where.begin, t.where.size()));
  }
  return labels;
}

std::size_t bytes_of_label_number(std::string_view base, std::size_t labels) {
  if (base == "enum") return labels > 255 ? 2 : 1;
  const std::size_t bytes = (labels + 7) / 8;
  return bytes > 4 ? 8 : std::max<std::size_t>(bytes, 1);
}

action_cost cost_of_labels(std::string_view base, std::string_view from, std::string_view to) {
  const auto before = labels_of(from);
  const auto after = labels_of(to);
  const bool appends =
      after.size() >= before.size() && std::equal(before.begin(), before.end(), after.begin());
  const bool same_size =
      bytes_of_label_number(base, before.size()) == bytes_of_label_number(base, after.size());
  return appends && same_size ? instant : copy;
}

/// A longer varchar: its length is kept in one byte up to 255 bytes, in two from 256.
action_cost cost_of_longer(int from_bytes, int to_bytes, const server_version& server) {
  constexpr int one_byte = 255;
  const bool crosses = from_bytes <= one_byte && to_bytes > one_byte;
  if (!is_mariadb(server)) return crosses ? copy : in_place;
  return crosses && from_bytes > 127 ? copy : instant;
}

action_cost cost_of_type(const column& from, const column& to, const server_version& server) {
  if (schema::plain_type(from.type, dialect::mysql) == schema::plain_type(to.type, dialect::mysql))
    return instant;
  const schema::type_parts old_type = schema::take_type_apart(from.type, dialect::mysql);
  const schema::type_parts new_type = schema::take_type_apart(to.type, dialect::mysql);
  if (old_type.base != new_type.base) return copy;
  if (old_type.base == "enum" || old_type.base == "set")
    return cost_of_labels(old_type.base, from.type, to.type);
  const bool varying = old_type.base == "varchar" || old_type.base == "varbinary";
  if (!varying || !old_type.length || !new_type.length || *new_type.length < *old_type.length)
    return copy;
  const int width = old_type.base == "varbinary" ? 1 : bytes_a_character(from.character_set.text);
  return cost_of_longer(*old_type.length * width, *new_type.length * width, server);
}

action_cost worse(action_cost a, const action_cost& b) {
  a.algorithm = std::max(a.algorithm, b.algorithm);
  a.lock = std::max(a.lock, b.lock);
  a.rewrites |= b.rewrites;
  a.builds_index |= b.builds_index;
  return a;
}

action_cost cost_of_characters(const column& from, const column& to, bool indexed,
                               const server_version& server) {
  if (from.character_set.text == to.character_set.text) return instant;
  // One side may only spell out what the other has anyway; COLLATE alone is the cheap case.
  const bool same_set =
      bytes_a_character(from.character_set.text) == bytes_a_character(to.character_set.text);
  if (!same_set) return copy;
  if (is_mariadb(server)) return indexed ? index_build_no_copy : instant;
  return indexed ? copy : in_place;
}

}  // namespace

action_cost cost_of_redefinition(const column& from, const column& to, bool indexed,
                                 const server_version& server) {
  if (from.generated != to.generated) return copy;
  action_cost cost = cost_of_type(from, to, server);
  cost = worse(cost, cost_of_characters(from, to, indexed, server));
  if (from.nullable != to.nullable) cost = worse(cost, rebuild);
  if (from.generates_value != to.generates_value)
    cost = worse(cost, is_mariadb(server) && from.generates_value ? instant : copy);
  return cost;
}

}  // namespace sluice::mysql
