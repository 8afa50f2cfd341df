#include "phases/layout/json_file.hpp"

#include "phases/layout/sorting.hpp"

namespace sluice::phases::layout {

nlohmann::json read_json(const text::source& file) {
  try {
    return nlohmann::json::parse(without_bom(file.bytes()));
  } catch (const nlohmann::json::parse_error& e) {
    refuse(file, e.byte == 0 ? 0 : e.byte - 1, "this is no JSON", "mend the file");
  }
}

}  // namespace sluice::phases::layout
