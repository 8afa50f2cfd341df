#include "dialects/postgres/error_code.hpp"

#include <array>

namespace sluice::postgres {
namespace {

struct meaning {
  std::string_view prefix;
  text::failure kind;
};

/// The first prefix that fits decides.
constexpr std::array meanings{std::to_array<meaning>({
    {"08", text::failure::connection},
    {"57P0", text::failure::connection},     // shutdown, crash, cannot connect now, idle timeout
    {"25P03", text::failure::connection},    // idle in transaction: the server hung up
    {"25P04", text::failure::connection},    // transaction timeout: the server hung up
    {"53300", text::failure::connection},    // too many connections
    {"28", text::failure::access},           // authorization
    {"42501", text::failure::access},        // insufficient privilege
    {"3D000", text::failure::missing},       // database
    {"3F000", text::failure::missing},       // schema
    {"42P01", text::failure::missing},       // table
    {"42703", text::failure::missing},       // column
    {"42883", text::failure::missing},       // function or operator
    {"42704", text::failure::missing},       // other object
    {"55P03", text::failure::lock_timeout},  // lock_timeout and NOWAIT
    {"40001", text::failure::deadlock},      // serialisation failure
    {"40P01", text::failure::deadlock},
    {"57014", text::failure::cancelled},  // cancel request and statement_timeout
    {"23", text::failure::constraint},
    {"44000", text::failure::constraint},  // WITH CHECK OPTION
    {"42601", text::failure::syntax},
    {"42P02", text::failure::syntax},  // undefined parameter
    {"25006", text::failure::read_only},
    {"53100", text::failure::full},  // disk full
    {"53400", text::failure::full},  // temp_file_limit and the like
})};

}  // namespace

text::failure classify(std::string_view sqlstate) {
  for (const meaning& row : meanings) {
    if (sqlstate.substr(0, row.prefix.size()) == row.prefix) return row.kind;
  }
  return text::failure::other;
}

std::string without_row_values(std::string_view sqlstate, std::string message) {
  const std::size_t begin = message.find('"');
  const std::size_t end = message.rfind('"');
  if (sqlstate.starts_with("22") && begin != std::string::npos && end > begin)
    message.replace(begin + 1, end - begin - 1, "…");
  return message;
}

}  // namespace sluice::postgres
