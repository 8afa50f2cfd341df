#pragma once

#include "cmd/terminal.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace sluice::cmd {

using json = nlohmann::ordered_json;

/// Prints one JSON document. Bytes that are not UTF-8 are replaced, never an error.
inline void print_json(terminal& term, const json& document) {
  term.line(document.dump(2, ' ', false, json::error_handler_t::replace));
}

}  // namespace sluice::cmd
