#include "dialects/mysql/error_code.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sluice::mysql {
namespace {

struct meaning {
  int code;
  text::failure kind;
};

using text::failure;

/// Sorted by code. 2000 to 2999 are the client library's.
constexpr std::array meanings{std::to_array<meaning>({
    {1020, failure::deadlock},  // the record has changed since the snapshot (MariaDB)
    {1021, failure::full},      // disk full
    {1036, failure::read_only},
    {1040, failure::connection},  // too many connections
    {1042, failure::connection},
    {1043, failure::connection},
    {1044, failure::access},
    {1045, failure::access},
    {1048, failure::constraint},
    {1049, failure::missing},
    {1051, failure::missing},
    {1053, failure::connection},  // server shutdown in progress
    {1054, failure::missing},
    {1062, failure::constraint},
    {1064, failure::syntax},
    {1065, failure::syntax},
    {1072, failure::missing},
    {1091, failure::missing},
    {1114, failure::full},
    {1129, failure::access},  // the host is blocked
    {1130, failure::access},
    {1141, failure::access},
    {1142, failure::access},
    {1143, failure::access},
    {1146, failure::missing},
    {1149, failure::syntax},
    {1152, failure::connection},
    {1158, failure::connection},
    {1159, failure::connection},
    {1160, failure::connection},
    {1161, failure::connection},
    {1169, failure::constraint},
    {1176, failure::missing},
    {1203, failure::connection},  // max_user_connections
    {1205, failure::lock_timeout},
    {1213, failure::deadlock},
    {1216, failure::constraint},
    {1217, failure::constraint},
    {1226, failure::connection},  // a limit of the account
    {1227, failure::access},
    {1305, failure::missing},
    {1317, failure::cancelled},
    {1360, failure::missing},
    {1364, failure::constraint},
    {1370, failure::access},
    {1410, failure::access},
    {1419, failure::access},  // triggers and functions need SUPER
                              // while the binary log is on
    {1451, failure::constraint},
    {1452, failure::constraint},
    {1557, failure::constraint},
    {1586, failure::constraint},
    {1614, failure::deadlock},
    {1698, failure::access},
    {1761, failure::constraint},
    {1762, failure::constraint},
    {1792, failure::read_only},
    {1820, failure::access},
    {1836, failure::read_only},
    {1859, failure::constraint},
    {1862, failure::access},
    {1927, failure::connection},  // the connection was killed
                                  // (MariaDB)
    {1969, failure::cancelled},   // max_statement_time (MariaDB)
    {2002, failure::connection},
    {2003, failure::connection},
    {2005, failure::connection},
    {2006, failure::connection},
    {2012, failure::connection},
    {2013, failure::connection},
    {2014, failure::connection},  // out of step with the server
    {2026, failure::connection},  // TLS; also a lost connection that used it
    {2027, failure::connection},
    {2055, failure::connection},
    {2058, failure::access},
    {2059, failure::access},  // the authentication plugin cannot be loaded
    {3024, failure::cancelled},
    {3058, failure::deadlock},
    {3118, failure::access},
    {3159, failure::access},  // the server requires TLS
    {3169, failure::connection},
    {3572, failure::lock_timeout},
    {3819, failure::constraint},
    {4025, failure::constraint},  // CHECK (MariaDB)
    {4031, failure::connection},  // idle for too long (MySQL)
    {4151, failure::access},
})};

/// As much of the statement as the server quotes.
constexpr std::size_t longest_quote = 80;

}  // namespace

text::failure classify(int code, std::string_view message) {
  if (code == 1290) {
    // One number for every server option that forbids a statement: --read-only, --super-read-only.
    return message.find("read-only") != std::string_view::npos ||
                   message.find("read_only") != std::string_view::npos
               ? failure::read_only
               : failure::other;
  }
  const auto* found = std::lower_bound(meanings.begin(), meanings.end(), code,
                                       [](const meaning& row, int key) { return row.code < key; });
  return found != meanings.end() && found->code == code ? found->kind : failure::other;
}

bool ends_connection(int code) {
  constexpr std::array ending{1053, 1152, 1158, 1159, 1160, 1161, 1927, 2002, 2003,
                              2006, 2012, 2013, 2014, 2026, 2027, 2055, 3169, 4031};
  return std::find(ending.begin(), ending.end(), code) != ending.end();
}

std::string without_row_values(int code, std::string message) {
  constexpr std::array quoting{1062, 1292, 1366, 1411, 1526, 1586, 1690, 3140, 3141, 4038};
  if (std::find(quoting.begin(), quoting.end(), code) == quoting.end()) return message;
  const std::size_t begin = message.find_first_of("'\"");
  if (begin == std::string::npos) {
    constexpr std::string_view bare = "for value ";  // 1526
    const std::size_t value = message.find(bare);
    if (value != std::string::npos) message.replace(value + bare.size(), std::string::npos, "…");
    return message;
  }
  // The value may hold quotes of its own.
  std::size_t end = std::string::npos;
  for (const std::string_view after : {" for key ", " for column ", " for function "}) {
    const std::size_t found = message.rfind(message[begin] + std::string(after));
    if (found != std::string::npos && found > begin) end = std::min(end, found);
  }
  if (end == std::string::npos) end = message.rfind(message[begin]);
  if (end > begin) message.replace(begin + 1, end - begin - 1, "…");
  return message;
}

std::optional<std::size_t> syntax_error_offset(std::string_view sql, std::string_view message) {
  constexpr std::string_view open = "near '";
  constexpr std::string_view close = "' at line ";
  const std::size_t begin = message.find(open);
  const std::size_t end = message.rfind(close);
  if (begin == std::string_view::npos || end == std::string_view::npos ||
      end < begin + open.size()) {
    return std::nullopt;
  }
  std::string_view quoted = message.substr(begin + open.size(), end - begin - open.size());
  const std::string_view number = message.substr(end + close.size());
  std::size_t line = 0;
  if (std::from_chars(number.data(), number.data() + number.size(), line).ec != std::errc{}) {
    return std::nullopt;
  }
  // MariaDB ends a quote that it cut short with dots.
  constexpr std::string_view dots = "...";
  if (quoted.size() >= longest_quote && sql.find(quoted) == std::string_view::npos &&
      quoted.substr(quoted.size() - dots.size()) == dots) {
    quoted.remove_suffix(dots.size());
  }
  // A quote shorter than the limit reaches to the end of the statement.
  if (quoted.size() < longest_quote - dots.size() && sql.size() >= quoted.size() &&
      sql.substr(sql.size() - quoted.size()) == quoted) {
    return sql.size() - quoted.size();
  }
  std::size_t line_begin = 0;
  for (std::size_t i = 1; i < line && line_begin != std::string_view::npos; ++i) {
    const std::size_t line_end = sql.find('\n', line_begin);
    line_begin = line_end == std::string_view::npos ? line_end : line_end + 1;
  }
  if (quoted.empty() || line_begin == std::string_view::npos) return std::nullopt;
  const std::size_t found = sql.find(quoted, line_begin);
  return found == std::string_view::npos ? std::nullopt : std::optional(found);
}

}  // namespace sluice::mysql
