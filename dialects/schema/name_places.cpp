#include "dialects/schema/model.hpp"

namespace sluice::schema {
namespace {

/// FNV-1a of the name in lower case; never 0.
std::uint64_t hash_of(std::string_view name) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    hash = (hash ^ static_cast<unsigned char>(lower)) * 1099511628211u;
  }
  return hash == 0 ? 1 : hash;
}

}  // namespace

/// Where the name stands, or the free slot where it would; there is always a free one.
std::size_t name_places::slot_of(std::uint64_t name) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>(name ^ (name >> 32)) & mask;
  while (slots_[at].name != 0 && slots_[at].name != name) at = (at + 1) & mask;
  return at;
}

void name_places::grow() {
  constexpr std::size_t first_size = 64;
  std::vector<slot> held(slots_.empty() ? first_size : 2 * slots_.size());
  held.swap(slots_);
  for (const slot& each : held) {
    if (each.name != 0) slots_[slot_of(each.name)] = each;
  }
}

bool name_places::may_exist(std::string_view name) const {
  return !complete_ || last_place(name) != nullptr;
}

const std::string* name_places::last_place(std::string_view name) const {
  if (slots_.empty()) return nullptr;
  const slot& found = slots_[slot_of(hash_of(name))];
  return found.name == 0 ? nullptr : &tables_[found.table];
}

void name_places::add(std::string_view name, const std::string& table_key) {
  if (2 * used_ >= slots_.size()) grow();
  if (tables_.empty() || tables_.back() != table_key) tables_.push_back(table_key);
  const std::uint64_t hash = hash_of(name);
  slot& place = slots_[slot_of(hash)];
  if (place.name == 0) ++used_;
  place = {hash, static_cast<std::uint32_t>(tables_.size() - 1)};
}

void name_places::collect(const std::map<std::string, table>& tables) {
  for (const auto& [key, t] : tables) {
    for (const auto& [name, held] : t.indexes) add(name, key);
    for (const auto& [name, held] : t.constraints) add(name, key);
  }
  complete_ = true;
}

}  // namespace sluice::schema
