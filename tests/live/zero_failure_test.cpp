#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <thread>

namespace sluice::test {

namespace {

constexpr int users = 2'000;

/// One application process of one release: writes and reads without a pause until it is told to
/// stop.
class application {
 public:
  application(std::string url, std::string column, int number)
      : url_(std::move(url)), column_(std::move(column)), number_(number) {}

  void start() {
    thread_ = std::thread([this] { work(); });
  }
  void stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }
  ~application() { stop(); }

  [[nodiscard]] int statements() const { return statements_; }
  [[nodiscard]] std::string failure() {
    const std::lock_guard guard(mutex_);
    return failure_;
  }

 private:
  void work() {
    const auto db = open(url_);
    for (int i = 1; !stop_; ++i) {
      try {
        const std::string id = std::to_string(1 + (i * 37 + number_ * 13) % users);
        db->execute(fmt::format("INSERT INTO users (email, {}) VALUES (?, ?)", column_),
                    {fmt::format("{}-{}-{}@example.com", column_, number_, i),
                     fmt::format("{} {}", column_, i)});
        db->execute(fmt::format("UPDATE users SET {} = ? WHERE id = ?", column_),
                    {fmt::format("changed {} {}", number_, i), id});
        db->query(fmt::format("SELECT id, email, {} FROM users WHERE id = ?", column_), {id});
        statements_ += 3;
      } catch (const text::database_error& e) {
        const std::lock_guard guard(mutex_);
        if (failure_.empty()) failure_ = fmt::format("{} (round {}): {}", column_, i, e.what());
      }
    }
  }

  std::string url_;
  std::string column_;
  int number_;
  std::thread thread_;
  std::atomic<bool> stop_{false};
  std::atomic<int> statements_{0};
  std::mutex mutex_;
  std::string failure_;
};

}  // namespace

TEST_CASE("no application statement fails from expand to contract", "[zero-failure]") {
  for (const engine kind : engines_under_test()) {
    // One writer at a time is SQLite's nature: there an application waits, which is no failure of
    // ours.
    if (kind == engine::sqlite) {
      CHECK(connect(parse_url("sqlite::memory:"))->server().kind == engine::sqlite);
      continue;
    }
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      p.expect(0, words("up --to create_users"));
      p.store_users(users);
      p.expect(0, words("release record web@1 --queries releases/web@1"));
      p.expect(0, words("release live web@1"));

      application old_one(p.url(), "full_name", 1), old_two(p.url(), "full_name", 2);
      application new_one(p.url(), "display_name", 3), new_two(p.url(), "display_name", 4);
      old_one.start();
      old_two.start();
      p.expect(12, words("up --wait 30s"));
      new_one.start();
      new_two.start();
      p.expect(0, words("backfill run"));
      p.expect(0, words("verify rename_full_name"));
      p.expect(0, words("release record web@2 --queries releases/web@2"));
      p.expect(0, words("release live web@2"));
      p.expect(0, words("gate rollback --from web@2 --to web@1"));
      old_one.stop();
      old_two.stop();
      p.expect(0, words("release retire web@1"));
      p.expect(0, words("contract rename_full_name --wait 30s"));
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      new_one.stop();
      new_two.stop();

      for (application* a : {&old_one, &old_two, &new_one, &new_two}) {
        CHECK(a->failure() == "");
        CHECK(a->statements() > 30);
      }
      const auto db = open(p.url());
      CHECK(db->query("SELECT id FROM users WHERE display_name IS NULL").empty());
    }
  }
}

}  // namespace sluice::test
