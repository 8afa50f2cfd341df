#include "cmd/cli.hpp"
#include "cmd/commands.hpp"
#include "cmd/embedded.hpp"
#include "cmd/exit_code.hpp"
#include "dialects/text/error.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace sluice::cmd {

namespace {

namespace fs = std::filesystem;

constexpr int users = 2'500;
constexpr std::string_view database = "app.db";
constexpr std::string_view hasty_change = "migrations/20260310080000_drop_full_name.sql";

/// A folder of our own that is the working directory while it lives.
class workplace {
 public:
  explicit workplace(bool keep) : keep_(keep), before_(fs::current_path()) {
    std::string name = (fs::temp_directory_path() / "sluice-demo-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw text::input_error(
          fmt::format("cannot make a folder below '{}'", fs::temp_directory_path().string()),
          "set TMPDIR to a folder that can be written");
    folder_ = name;
    fs::current_path(folder_);
  }
  ~workplace() {
    std::error_code problem;
    fs::current_path(before_, problem);
    if (!keep_) fs::remove_all(folder_, problem);
  }
  workplace(const workplace&) = delete;
  workplace& operator=(const workplace&) = delete;

  [[nodiscard]] const fs::path& folder() const { return folder_; }

 private:
  bool keep_;
  fs::path before_;
  fs::path folder_;
};

void write_file(const fs::path& path, std::string_view text) {
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw text::input_error(fmt::format("cannot write '{}'", path.string()), "");
}

class player {
 public:
  explicit player(environment& env) : env_(env) {
    to_.out = [&env](std::string_view text) { env.term.print(text); };
    to_.err = to_.out;
  }

  void say(std::string_view text) {
    env_.term.line(env_.term.paint("dim", fmt::format("# {}", text)));
  }

  /// Runs a command as a shell would, and stops the demo when it does not end as it should.
  void run(const std::string& command, int expected) {
    env_.term.line(env_.term.paint("bold", fmt::format("$ sluice {}", command)));
    std::vector<std::string> words;
    std::size_t at = 0;
    while (at < command.size()) {
      const std::size_t end = std::min(command.find(' ', at), command.size());
      words.push_back(command.substr(at, end - at));
      at = end + 1;
    }
    const int code = run_command_line(words, to_, env_.connect);
    if (code != 0) env_.term.line(fmt::format("(exit code {})", code));
    if (code != expected)
      throw std::runtime_error(
          fmt::format("the demo expected exit code {} here and got {}", expected, code));
    env_.term.line();
  }

 private:
  environment& env_;
  streams to_;
};

void write_project() {
  write_file("sluice.toml",
             fmt::format("dir = \"migrations\"\nurl = \"sqlite:{}\"\nbake = \"2s\"\n", database));
  for (const embedded_file& f : example_files()) write_file(f.path, f.text);
}

void store_users(session& db) {
  db.begin();
  for (int i = 1; i <= users; ++i)
    db.execute("INSERT INTO users (email, full_name) VALUES (?, ?)",
               {fmt::format("user{}@example.com", i), fmt::format("User Number {}", i)});
  db.commit();
}

/// Changes one row as no application can: with the sync trigger out of the way.
void disagree(session& db, bool restore) {
  db.begin();
  const rows trigger = db.query("SELECT sql FROM sqlite_master WHERE name = 'users_name_update'");
  db.execute("DROP TRIGGER users_name_update");
  db.execute(restore ? "UPDATE users SET display_name = full_name WHERE id = 7"
                     : "UPDATE users SET display_name = 'Somebody Else' WHERE id = 7");
  db.execute(*trigger.values.at(0).at(0));
  db.commit();
}

void play(player& p, const connector& connect) {
  const connection_target file = parse_url(fmt::format("sqlite:{}", database));

  p.say("users(id, email, full_name) is to become users(id, email, display_name), while two");
  p.say("releases run side by side and either may be rolled back. First, the table as it was:");
  p.run("up --to create_users", done);
  store_users(*connect(file));

  p.say("web@1 runs on it. The pipeline records the SQL that this release sends ...");
  p.run("release record web@1 --queries releases/web@1", done);
  p.say("... and that it is live: from now on nothing may break it.");
  p.run("release live web@1", done);

  p.say("A colleague drops the column in one go. Lint tells the pull request who is hurt:");
  write_file(hasty_change, "ALTER TABLE users DROP COLUMN full_name;\n");
  p.run("lint", unsafe);
  p.say("Up refuses it too, and applies nothing, not even what stands before it:");
  p.run("up", unsafe);
  fs::remove(hasty_change);

  p.say("The same wish as one change with four phases. Only the first is safe now:");
  p.run("up", not_ready);
  p.say("The old rows are filled in batches. Kill it and start it again: it goes on.");
  p.run("backfill run", done);

  p.say(
      "Somebody changed a row behind the triggers' back. Verify finds it, and shows its key only:");
  disagree(*connect(file), false);
  p.run("verify rename_full_name", unsafe);
  p.say("Once it is mended, both columns are proved to agree:");
  disagree(*connect(file), true);
  p.run("verify rename_full_name", done);

  p.say("web@2, which knows only display_name, is built ...");
  p.run("release record web@2 --queries releases/web@2", done);
  p.say("... and deployed.");
  p.run("release live web@2", done);
  p.say("web@1 is kept as the way back.");
  p.run("release standby web@1", done);

  p.say("Something looks wrong with web@2. May the code go back, and for how long?");
  p.run("gate rollback --from web@2 --to web@1", done);
  p.say("May the old column go? Not while web@1 may come back:");
  p.run("gate contract rename_full_name", unsafe);

  p.say("web@2 is trusted now, so web@1 is retired.");
  p.run("release retire web@1", done);
  p.say("Nothing needs the old column any more, but the bake time still holds the step:");
  p.run("gate contract rename_full_name", not_ready);
  p.say("Wait for it, look at all the evidence again, and drop the column:");
  p.run("contract rename_full_name --wait 30s", done);
  p.say("From here on there is no way back to web@1, and Sluice says which step closed it:");
  p.run("gate rollback --from web@2 --to web@1", unsafe);
}

}  // namespace

int run_demo(environment& env, const demo_options& options) {
  unsetenv("SLUICE_URL");
  const workplace here(options.keep);
  write_project();
  player p(env);
  play(p, env.connect);
  if (options.keep) env.term.line(fmt::format("The files are in {}", here.folder().string()));
  env.term.line("That was the whole example: one column renamed, and no release broken.");
  return done;
}

}  // namespace sluice::cmd
