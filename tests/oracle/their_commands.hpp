#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

/// Statements that Sluice tells apart by their words, as PostgreSQL's raw parse tree has them.
namespace sluice::test {

/// "create sequence", "grant", "auxiliary vacuum"; empty for what is none of these statements.
[[nodiscard]] std::string command_kind(const std::string& node, const nlohmann::json& value);

/// "text search parser" of OBJECT_TSPARSER.
[[nodiscard]] std::string object_class(const std::string& type);

/// Whether the RangeVars of the statement itself are something else than tables: sequences, types
/// and indexes.
[[nodiscard]] bool names_other_objects(const std::string& node, const nlohmann::json& value);

/// The relations that the tree has as lists of names: COMMENT ON COLUMN t.c, DROP POLICY p ON t.
[[nodiscard]] std::vector<std::string> listed_relations(const std::string& node,
                                                        const nlohmann::json& value);

}  // namespace sluice::test
