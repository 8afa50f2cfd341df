#include "tests/live/counting_session.hpp"
#include "tests/live/example.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace sluice::test {

namespace {

/// Reads that follow each other leave nothing behind: a kill before any of them is a kill before
/// the first.
class crash_points : public counting_session {
 public:
  using counting_session::counting_session;
  using counting_session::execute;
  using counting_session::query;

  rows query(std::string_view sql, std::span<const value> parameters) override {
    const bool reads = sql.starts_with("SELECT") || is_reading_with(sql);
    if (reads && told_) return inner_->query(sql, parameters);
    told_ = reads;
    return counting_session::query(sql, parameters);
  }
  std::uint64_t execute(std::string_view sql, std::span<const value> parameters) override {
    told_ = false;
    return counting_session::execute(sql, parameters);
  }
  void begin() override {
    told_ = false;
    counting_session::begin();
  }
  void commit() override {
    told_ = false;
    counting_session::commit();
  }

 private:
  static bool is_reading_with(std::string_view sql) {
    const auto holds = [&](std::string_view word) { return sql.find(word) != sql.npos; };
    return sql.starts_with("WITH") && !holds("INSERT") && !holds("UPDATE") && !holds("DELETE");
  }

  bool told_ = false;
};

/// Runs a command in a process of its own that dies before call `n`. False: it ended before that.
bool killed_at(const example_project& p, const std::vector<std::string>& line, int n) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    int left = n;
    static_cast<void>(p.run(line, [&left](const connection_target& target) {
      return std::unique_ptr<session>(std::make_unique<crash_points>(connect(target), [&left] {
        if (left-- == 0) ::kill(::getpid(), SIGKILL);
      }));
    }));
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

struct stage {
  std::string name;
  std::vector<std::string> command;  ///< the one that is killed
  int code;                          ///< how it ends undisturbed
  std::vector<std::string> then;     ///< undisturbed commands before the next stage
};

std::vector<stage> stages() {
  return {
      {"up", words("up --wait 20s"), 12, {}},
      {"backfill", words("backfill run --wait 20s"), 0, {}},
      {"verify",
       words("verify rename_full_name --wait 20s"),
       0,
       {"release record web@2 --queries releases/web@2", "release live web@2",
        "release retire web@1"}},
      {"contract", words("contract rename_full_name --wait 20s"), 0, {}},
  };
}

void write_small_batches(const example_project& p) {
  const std::string file = "migrations/20260301120000_rename_full_name/migrate.sql";
  std::string text = p.folder().read(file);
  const std::string hint = "name=display_name";
  text.replace(text.find(hint), hint.size(), "name=display_name batch=12");
  p.folder().write(file, text);
}

}  // namespace

TEST_CASE("killed at any call and started again, every command ends as if undisturbed", "[crash]") {
  for (const engine kind : engines_under_test()) {
    DYNAMIC_SECTION(engine_name(kind)) {
      example_project p(kind, shared_server(kind).create_database());
      write_small_batches(p);
      p.expect(0, words("up --to create_users"));
      p.store_users(30);
      p.expect(0, words("release record web@1 --queries releases/web@1"));
      p.expect(0, words("release live web@1"));

      int points = 0;
      for (const stage& s : stages()) {
        const std::string before = p.url();
        p.move_to(clone_database(kind, before));
        p.expect(s.code, s.command);
        const std::string undisturbed_url = p.url();
        const std::string undisturbed = state_of(undisturbed_url);

        for (int n = 0;; ++n) {
          p.move_to(clone_database(kind, before));
          const bool died = killed_at(p, s.command, n);
          if (!died) {
            drop_database(kind, p.url());
            break;
          }
          ++points;
          INFO(s.name << " killed before call " << n);
          p.expect(s.code, s.command);
          REQUIRE(state_of(p.url()) == undisturbed);
          drop_database(kind, p.url());
        }
        p.move_to(undisturbed_url);
        for (const std::string& line : s.then) p.expect(0, words(line));
      }
      CHECK(points > 60);
    }
  }
}

}  // namespace sluice::test
