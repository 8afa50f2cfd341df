#include "lint/fixes.hpp"
#include "lint/rules/rules.hpp"
#include "lint/session_values.hpp"

#include <fmt/format.h>

#include <charconv>

namespace sluice::lint::catalogue {

namespace {

/// Longer than this, and a queue of waiting readers is an outage of its own.
constexpr double most_seconds = 10;

/// PostgreSQL counts milliseconds where no unit is said, MySQL and SQLite always count their own.
std::optional<double> seconds(const std::string& value, double unit) {
  double number = 0;
  const char* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  if (read.ec != std::errc()) return std::nullopt;
  std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  if (rest.empty()) return number * unit;
  if (rest == "ms") return number / 1000;
  if (rest == "s") return number;
  if (rest == "min") return number * 60;
  if (rest == "h") return number * 3600;
  return std::nullopt;
}

void report_lock_timeout_too_long(const statement_view& view, reporter& to, std::string_view name,
                                  double unit, bool zero_is_for_ever) {
  const auto value = value_set(view, view.statement, name);
  if (!value) return;
  const bool unlimited = value == "default" || (zero_is_for_ever && seconds(*value, unit) == 0.0);
  const auto waits = seconds(*value, unit);
  if (!unlimited && (!waits || *waits <= most_seconds)) return;
  reporter::draft d;
  d.message = fmt::format(
      "sets {} to {}: what waits for a lock then waits {}, and all others "
      "behind it",
      name, *value,
      unlimited ? "as long as the server lets it" : fmt::format("{:g} seconds", *waits));
  d.object = name;
  d.fix = fix_remove_setting(view);
  to.report(std::move(d));
}

void check_lock_timeout_too_long(const statement_view& view, reporter& to) {
  switch (view.d) {
    case dialect::postgres:
      report_lock_timeout_too_long(view, to, "lock_timeout", 0.001, true);
      break;
    case dialect::mysql:
      report_lock_timeout_too_long(view, to, "lock_wait_timeout", 1, false);
      break;
    case dialect::sqlite:
      break;  // one writer a file: a wait blocks nobody
  }
}

}  // namespace

const rule lock_timeout_too_long{
    "lock-timeout-too-long",
    rule_class::lock,
    severity::warning,
    "A file undoes the short wait for locks that Sluice sets.",
    "A statement that waits for a strong lock makes everybody who comes later wait behind it. "
    "Sluice waits briefly, gives up, and tries again, so that the others get through in between.",
    {"Leave it out; or say how long to wait at each try, in the file's first lines:\n  -- "
     "sluice:timeout lock=10s",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY);", phases::phase::expand,
     "SET lock_timeout = 0;\nALTER TABLE users ADD COLUMN nick text;",
     "SET lock_timeout = '2s';\nALTER TABLE users ADD COLUMN nick text;"},
    {},
    check_lock_timeout_too_long,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
