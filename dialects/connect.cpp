#include "dialects/drivers.hpp"
#include "dialects/session.hpp"
#include "dialects/sqlite/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace sluice {
namespace {

/// What a connecting thread and the thread that waits for it share.
struct attempt {
  std::mutex mutex;
  std::condition_variable done;
  bool finished = false;
  std::unique_ptr<session> connected;
  std::exception_ptr error;
};

/// The drivers' own limits do not cover the name service nor a server that accepts and says
/// nothing. So a thread connects, and is left alone when the time is up; what it still gets is
/// closed there.
std::unique_ptr<session> connect_within(const connection_target& target) {
  auto shared = std::make_shared<attempt>();
  std::thread([shared, target] {
    std::unique_ptr<session> connected;
    std::exception_ptr error;
    try {
      connected = connect_with_driver(target);
    } catch (...) {
      error = std::current_exception();
    }
    const std::scoped_lock lock(shared->mutex);
    shared->connected = std::move(connected);
    shared->error = error;
    shared->finished = true;
    shared->done.notify_all();
  }).detach();

  std::unique_lock lock(shared->mutex);
  if (!shared->done.wait_for(lock, target.connect_timeout, [&] { return shared->finished; })) {
    throw text::database_error(text::failure::connection, "",
                               fmt::format("No connection to {} within {} ms.", target.shown,
                                           target.connect_timeout.count()));
  }
  if (shared->error) std::rethrow_exception(shared->error);
  return std::move(shared->connected);
}

}  // namespace

std::unique_ptr<session> connect(const connection_target& target) {
  if (target.kind == engine::sqlite) return connect_sqlite(target);
  connection_target resolved = target;
  resolved.password = resolve_password(target);
  return connect_within(resolved);
}

void set_lock_timeout(session& db, std::chrono::milliseconds timeout) {
  // PostgreSQL and SQLite read 0 as "forever" and "not at all"; MySQL takes whole seconds.
  const auto wait = std::max(timeout, std::chrono::milliseconds{1}).count();
  const auto seconds = std::max<long>(1, (wait + 999) / 1000);
  switch (db.server().kind) {
    case engine::postgres:
      db.execute(fmt::format("SET lock_timeout = {}", wait));
      break;
    case engine::mysql:
    case engine::mariadb:
      db.execute(fmt::format("SET SESSION lock_wait_timeout = {0}, innodb_lock_wait_timeout = {0}",
                             seconds));
      break;
    case engine::sqlite:
      db.execute(fmt::format("PRAGMA busy_timeout = {}", wait));
      break;
  }
}

}  // namespace sluice
