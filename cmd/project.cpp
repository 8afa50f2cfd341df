#include "cmd/project.hpp"

#include "dialects/schema/statement_facts.hpp"
#include "dialects/text/error.hpp"
#include "phases/disk.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

namespace sluice::cmd {

project::project(environment& env, const common_options& options)
    : env_(env), config_(resolve_config(options)) {
  settings_.bake = config_.bake;
  settings_.lock_timeout = config_.lock_timeout;
  settings_.lock_attempts = config_.lock_attempts;
  settings_.wait = config_.wait;
}

dialect project::sql_dialect() {
  if (!config_.dialect)
    throw text::input_error(
        "no database and no dialect is named",
        "give --url URL, set SLUICE_URL, or write url = \"...\" to sluice.toml");
  return *config_.dialect;
}

const std::vector<phases::change>& project::changes() {
  if (!changes_) changes_ = phases::read_changes(config_.dir, reader());
  return *changes_;
}

server_version project::reader() {
  const dialect d = sql_dialect();
  if (d == dialect::mysql && !config_.url.empty()) return target().db.server();
  return schema::usual_version(config_.kind.value_or(engine_of(d)));
}

migrator::target& project::target() {
  if (target_) return *target_;
  if (config_.url.empty())
    throw text::input_error("no database is named",
                            "give --url URL, or --target NAME from sluice.toml, or set SLUICE_URL. "
                            "URLs: postgresql://..., mysql://..., mariadb://..., sqlite:PATH");
  connection_ = parse_url(config_.url);
  if (must_exist_ && connection_.file_mode.empty()) connection_.file_mode = "rw";
  signals_.emplace(env_.term);
  db_ = env_.connect(connection_);
  book_.emplace(*db_, actor_name(), tool_version());
  target_.emplace(migrator::target{*db_, connection_, *book_, env_.term, settings_});
  return *target_;
}

migrator::target& project::existing_target() {
  must_exist_ = true;
  return target();
}

migrator::target& project::used_target() {
  migrator::target& t = target();
  if (!t.book.exists())
    throw text::input_error("this database has no ledger: Sluice has never worked on it",
                            "sluice up, then sluice release record SERVICE@VERSION --queries PATH");
  return t;
}

std::string tool_version() {
  return SLUICE_VERSION;
}

std::string actor_name() {
  if (const char* said = std::getenv("SLUICE_ACTOR"); said != nullptr && *said != '\0') return said;
  std::array<char, 256> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  const passwd* user = getpwuid(geteuid());
  return fmt::format("{}@{}", user == nullptr ? std::to_string(geteuid()) : user->pw_name,
                     host.data());
}

std::string today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return phases::timestamp_text(std::chrono::duration_cast<std::chrono::milliseconds>(now))
      .substr(0, 10);
}

}  // namespace sluice::cmd
