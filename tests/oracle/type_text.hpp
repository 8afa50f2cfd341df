#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string>

/// Types in one spelling, whoever read them: "varchar(20)", "timestamp(3) with time zone",
/// "setof s.t[][]".
namespace sluice::test {

/// Of a TypeName; empty for a column without a type.
[[nodiscard]] std::string their_type(const nlohmann::json& type_name);
/// Of a type as statement.hpp has it.
[[nodiscard]] std::string our_type(const std::string& type);

[[nodiscard]] bool is_serial(const nlohmann::json& type_name);

}  // namespace sluice::test
