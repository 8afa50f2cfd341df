#include "dialects/text/error.hpp"

#include <utility>

namespace sluice::text {

namespace {

std::string with_place(const place& where, const std::string& message) {
  return where.file + ":" + std::to_string(where.at.line) + ":" + std::to_string(where.at.column) +
         ": " + message;
}

std::string with_code(const std::string& code, const std::string& server_message) {
  return code.empty() ? server_message : server_message + " [" + code + "]";
}

}  // namespace

input_error::input_error(std::string message, std::string help)
    : std::runtime_error(message), message_(std::move(message)), help_(std::move(help)) {}

input_error::input_error(place where, std::string message, std::string help)
    : std::runtime_error(with_place(where, message)),
      message_(std::move(message)),
      help_(std::move(help)),
      where_(std::move(where)) {}

database_error::database_error(failure kind, std::string code, std::string server_message)
    : std::runtime_error(with_code(code, server_message)),
      storable_message(server_message),
      kind_(kind),
      code_(std::move(code)),
      server_message_(std::move(server_message)) {}

const char* failure_name(failure kind) {
  switch (kind) {
    case failure::connection:
      return "connection";
    case failure::access:
      return "access";
    case failure::missing:
      return "missing";
    case failure::lock_timeout:
      return "lock timeout";
    case failure::deadlock:
      return "deadlock";
    case failure::cancelled:
      return "cancelled";
    case failure::constraint:
      return "constraint";
    case failure::syntax:
      return "syntax";
    case failure::read_only:
      return "read only";
    case failure::full:
      return "full";
    case failure::other:
      break;
  }
  return "other";
}

}  // namespace sluice::text
