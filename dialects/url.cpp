#include "dialects/session.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <set>

namespace sluice {
namespace {

using text::input_error;

constexpr const char* encoding_help =
    "In a user name, password or option write these characters percent-encoded: "
    "% as %25, @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, & as %26.";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decode(std::string_view text, std::string_view part) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0 || (high == 0 && low == 0)) {
      throw input_error(
          fmt::format("The {} in the database URL holds a % that no two hex digits follow.", part),
          encoding_help);
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view safe = "-._~/$";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       safe.find(c) != std::string_view::npos || (c & 0x80) != 0;
    encoded += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return encoded;
}

std::map<std::string, std::string> parse_options(std::string_view query) {
  std::map<std::string, std::string> options;
  while (!query.empty()) {
    const std::size_t amp = query.find('&');
    const std::string_view pair = query.substr(0, amp);
    query = amp == std::string_view::npos ? std::string_view{} : query.substr(amp + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const std::string name = percent_decode(pair.substr(0, equals), "name of an option");
    if (equals == std::string_view::npos) {
      throw input_error("An option in the database URL has no value; write name=value.",
                        encoding_help);
    }
    const std::string value = percent_decode(pair.substr(equals + 1), "value of an option");
    if (!options.emplace(name, value).second) {
      throw input_error("An option is given twice in the database URL.");
    }
  }
  return options;
}

std::string tls_mode(std::string value) {
  for (char& c : value) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_') c = '-';
  }
  // The spellings of MySQL's own client.
  if (value == "disabled") value = "disable";
  if (value == "preferred") value = "prefer";
  if (value == "required") value = "require";
  if (value == "verify-identity") value = "verify-full";
  constexpr std::array<std::string_view, 5> known{"disable", "prefer", "require", "verify-ca",
                                                  "verify-full"};
  for (const std::string_view mode : known) {
    if (value == mode) return value;
  }
  throw input_error("The database URL gives an unknown sslmode.",
                    "Use disable, prefer, require, verify-ca or verify-full.");
}

std::chrono::milliseconds seconds_option(const std::string& value) {
  double seconds = 0;
  const auto [end, failed] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (failed != std::errc{} || end != value.data() + value.size() || !(seconds >= 0.001) ||
      !(seconds <= 86'400)) {
    throw input_error(
        "connect_timeout in the database URL must be a number of seconds above zero.");
  }
  return std::chrono::milliseconds(static_cast<long>(seconds * 1000));
}

/// Throws for what is left, because a misspelt sslmode must not pass in silence. The name of an
/// option may be a piece of an unencoded password, so it is shown only when it looks like a name.
void refuse_unknown(const std::map<std::string, std::string>& options, std::string_view known) {
  if (options.empty()) return;
  const std::string& name = options.begin()->first;
  const bool is_name = name.size() <= 32 &&
                       name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_-") == std::string::npos;
  throw input_error(is_name && name != "password"
                        ? fmt::format("The database URL has an unknown option '{}'.", name)
                        : std::string("The database URL has an unknown option."),
                    fmt::format("Known options: {}. A password stands before the host: "
                                "user:password@host, or in SLUICE_PASSWORD.",
                                known));
}

std::string take(std::map<std::string, std::string>& options, const std::string& name) {
  const auto found = options.find(name);
  if (found == options.end()) return {};
  std::string value = std::move(found->second);
  options.erase(found);
  if (value.empty()) {
    throw input_error(fmt::format("The option {} in the database URL is empty.", name));
  }
  return value;
}

void take_password_source(std::map<std::string, std::string>& options, connection_target& target) {
  auto& from = target.password_from;
  from.environment = take(options, "password_env");
  from.file = take(options, "password_file");
  from.command = take(options, "password_command");
  const int given = static_cast<int>(!target.password.empty()) +
                    static_cast<int>(!from.environment.empty()) +
                    static_cast<int>(!from.file.empty()) + static_cast<int>(!from.command.empty());
  if (given > 1) {
    throw input_error("The database URL names more than one source of the password.",
                      "Give one of: the password itself, password_env, password_file, "
                      "password_command.");
  }
  if (given == 0 && std::getenv("SLUICE_PASSWORD") != nullptr) from.environment = "SLUICE_PASSWORD";
}

void parse_host(std::string_view host_and_port, connection_target& target, bool more_at_signs) {
  const char* help = more_at_signs ? encoding_help : "";
  std::string_view port;
  if (!host_and_port.empty() && host_and_port.front() == '[') {
    const std::size_t close = host_and_port.find(']');
    if (close == std::string_view::npos) {
      throw input_error("The host in the database URL opens with [ and has no ].", help);
    }
    target.host = std::string(host_and_port.substr(1, close - 1));
    const std::string_view rest = host_and_port.substr(close + 1);
    if (!rest.empty() && rest.front() != ':') {
      throw input_error("After the ] of the host only :port may follow in the database URL.", help);
    }
    port = rest.empty() ? rest : rest.substr(1);
  } else {
    const std::size_t colon = host_and_port.find(':');
    if (host_and_port.find(',') != std::string_view::npos) {
      throw input_error("The database URL names several hosts; name the one to change.", help);
    }
    target.host = percent_decode(host_and_port.substr(0, colon), "host");
    if (colon != std::string_view::npos) port = host_and_port.substr(colon + 1);
  }
  if (port.empty()) return;
  const auto [end, failed] = std::from_chars(port.data(), port.data() + port.size(), target.port);
  if (failed != std::errc{} || end != port.data() + port.size() || target.port < 1 ||
      target.port > 65'535) {
    throw input_error("The port in the database URL must be a number from 1 to 65535.",
                      encoding_help);
  }
}

/// The URL again, without anything that may be secret.
std::string shown_url(const connection_target& target, std::string_view scheme) {
  std::string shown = fmt::format("{}://", scheme);
  if (!target.user.empty()) shown += percent_encode(target.user) + "@";
  shown += target.host.find(':') == std::string::npos ? target.host : "[" + target.host + "]";
  if (target.port != 0) shown += fmt::format(":{}", target.port);
  shown += "/" + percent_encode(target.database);
  if (!target.socket.empty()) {
    shown += fmt::format("?{}={}", target.kind == engine::postgres ? "host" : "socket",
                         percent_encode(target.socket));
  }
  return shown;
}

connection_target parse_server_url(std::string_view scheme, std::string_view rest, engine kind) {
  connection_target target;
  target.kind = kind;
  if (rest.find('#') != std::string_view::npos) {
    throw input_error("The database URL holds a '#'.", encoding_help);
  }
  const std::size_t question = rest.find('?');
  auto options = parse_options(question == std::string_view::npos ? std::string_view{}
                                                                  : rest.substr(question + 1));
  rest = rest.substr(0, question);
  const std::size_t slash = rest.find('/');
  std::string_view authority = rest.substr(0, slash);
  const std::string_view path =
      slash == std::string_view::npos ? std::string_view{} : rest.substr(slash + 1);

  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    const std::string_view user_info = authority.substr(0, at);
    const std::size_t colon = user_info.find(':');
    target.user = percent_decode(user_info.substr(0, colon), "user name");
    if (colon != std::string_view::npos) {
      target.password = percent_decode(user_info.substr(colon + 1), "password");
    }
    authority = authority.substr(at + 1);
  }
  const bool more_at_signs =
      at == std::string_view::npos && path.find('@') != std::string_view::npos;
  parse_host(authority, target, more_at_signs);
  if (more_at_signs && !target.host.empty()) {
    throw input_error("The database name in the database URL holds an '@'.", encoding_help);
  }
  target.database = percent_decode(path, "database name");

  const bool is_postgres = kind == engine::postgres;
  target.socket = take(options, is_postgres ? "host" : "socket");
  if (target.socket.empty() && !target.host.empty() && target.host.front() == '/') {
    target.socket.swap(target.host);
  }
  if (!target.socket.empty() && target.socket.front() != '/') {
    throw input_error(is_postgres ? "host=… in the database URL must be a socket folder: /path."
                                  : "socket=… in the database URL must be an absolute path.");
  }
  if (!target.socket.empty() && !target.host.empty() && target.host != "localhost") {
    throw input_error("The database URL names a host and a socket; give one of them.");
  }
  if (const std::string mode = take(options, "sslmode"); !mode.empty()) {
    target.tls.mode = tls_mode(mode);
  }
  target.tls.ca = take(options, "sslrootcert");
  target.tls.certificate = take(options, "sslcert");
  target.tls.key = take(options, "sslkey");
  if (const std::string limit = take(options, "connect_timeout"); !limit.empty()) {
    target.connect_timeout = seconds_option(limit);
  }
  take_password_source(options, target);
  refuse_unknown(options, is_postgres
                              ? "sslmode, sslrootcert, sslcert, sslkey, host, connect_timeout, "
                                "password_env, password_file, password_command"
                              : "sslmode, sslrootcert, sslcert, sslkey, socket, "
                                "connect_timeout, password_env, password_file, "
                                "password_command");
  target.shown = shown_url(target, scheme);
  return target;
}

connection_target parse_sqlite_url(std::string_view rest) {
  connection_target target;
  target.kind = engine::sqlite;
  const std::size_t question = rest.find('?');
  auto options = parse_options(question == std::string_view::npos ? std::string_view{}
                                                                  : rest.substr(question + 1));
  std::string_view path = rest.substr(0, question);
  if (path.substr(0, 2) == "//") path.remove_prefix(2);
  target.database = percent_decode(path, "path");
  if (target.database.empty()) {
    throw input_error("The database URL names no file.", "Write sqlite:path/to/file.db.");
  }
  target.file_mode = take(options, "mode");
  if (!target.file_mode.empty() && target.file_mode != "ro" && target.file_mode != "rw" &&
      target.file_mode != "rwc") {
    throw input_error("mode=… in the database URL must be ro, rw or rwc.");
  }
  refuse_unknown(options, "mode");
  target.shown = fmt::format("sqlite:{}", target.database);
  return target;
}

}  // namespace

connection_target parse_url(std::string_view url) {
  const std::size_t colon = url.find(':');
  const std::string_view scheme = url.substr(0, colon == std::string_view::npos ? 0 : colon);
  const std::string_view rest = colon == std::string_view::npos ? "" : url.substr(colon + 1);
  if (scheme == "sqlite" || scheme == "sqlite3") return parse_sqlite_url(rest);

  const std::optional<dialect> named = dialect_from_name(scheme);
  if (!named) {
    throw input_error("This is not a database URL that Sluice knows.",
                      "Write postgresql://user@host/database, mysql://user@host/database, "
                      "mariadb://user@host/database or sqlite:path.");
  }
  if (rest.substr(0, 2) != "//") {
    throw input_error(fmt::format("The database URL must begin with {}://.", scheme));
  }
  return parse_server_url(scheme, rest.substr(2),
                          *named == dialect::postgres ? engine::postgres : engine::mysql);
}

}  // namespace sluice
