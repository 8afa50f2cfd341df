#pragma once

#include "dialects/schema/model.hpp"

#include <string>
#include <vector>

/// Which tables of a model belong together. All names are the model's.
namespace sluice::schema {

/// The tables that may refer to this one, be partitions of it or inherit from it.
[[nodiscard]] std::vector<std::string> linked_to(const model& m, const std::string& table);
/// PostgreSQL: partitions and inheritance children, the next generation alone.
[[nodiscard]] std::vector<std::string> children_of(const model& m, const std::string& table);
/// Children and theirs, at any depth.
[[nodiscard]] std::vector<std::string> descendants(const model& m, const std::string& table);
/// Tables with a foreign key to this one, other than itself.
[[nodiscard]] std::vector<std::string> referencing_tables(const model& m, const std::string& table);
/// Tables that foreign keys of this one lead to, other than itself.
[[nodiscard]] std::vector<std::string> referenced_tables(const model& m, const std::string& table);

}  // namespace sluice::schema
