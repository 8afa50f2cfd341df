#pragma once

#include "cmd/cli.hpp"
#include "dialects/session.hpp"
#include "tests/support/temp_dir.hpp"

#include <functional>
#include <string>
#include <vector>

namespace sluice::test {

struct command_result {
  int code = 0;
  std::string out;
  std::string err;
};

/// Runs a command line in this process.
command_result run_sluice(const std::vector<std::string>& words,
                          const cmd::connector& connector = connect);

/// The worked example in a folder of its own, for one engine, with commands that run on one
/// database.
class example_project {
 public:
  example_project(engine kind, std::string url);

  [[nodiscard]] engine kind() const { return kind_; }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] const temp_dir& folder() const { return folder_; }
  [[nodiscard]] std::string release_folder(const std::string& release) const;
  void set_bake(const std::string& duration);

  /// `words` and where the project and its database are.
  command_result run(std::vector<std::string> words,
                     const cmd::connector& connector = connect) const;
  /// The same; fails the test with the whole output unless it ends with `code`.
  command_result expect(int code, std::vector<std::string> words) const;
  /// The same project on another database.
  [[nodiscard]] std::string url_option() const { return url_; }
  void move_to(std::string url) { url_ = std::move(url); }

  /// The application's writes of a release that knows only full_name.
  void store_users(int count) const;

 private:
  void write_config() const;

  engine kind_;
  std::string url_;
  std::string bake_ = "0s";
  temp_dir folder_;
};

[[nodiscard]] bool has(const std::string& text, const std::string& part);

/// The first value of a query's first row.
[[nodiscard]] std::string one(const std::string& url, const std::string& sql);

/// How many events of the kind the ledger holds.
[[nodiscard]] std::string events_of(const std::string& url, const std::string& kind);

/// SQLite: connections that may take so many pages and no more, as on a disk that is full.
[[nodiscard]] cmd::connector with_pages(int pages);

/// Splits at blanks.
[[nodiscard]] std::vector<std::string> words(const std::string& line);

/// Schema, rows and ledger as text. What differs from run to run (times, connections, fences, batch
/// sizes) is left out.
[[nodiscard]] std::string state_of(const std::string& url);

/// A copy of a database under a new name on the shared server.
[[nodiscard]] std::string clone_database(engine kind, const std::string& url);
/// A test that makes hundreds of databases drops each when it is done with it.
void drop_database(engine kind, const std::string& url);

}  // namespace sluice::test
