#pragma once

#include <optional>
#include <string>
#include <vector>

/// What the command line says, one struct a command. No methods, no defaults from files.
namespace sluice::cmd {

struct common_options {
  std::string url;
  std::string target;
  std::string dir;
  std::string config;
  std::string wait;
  bool json = false;
  bool quiet = false;
  bool verbose = false;
  bool no_color = false;
};

struct init_options {
  std::string url;
};
struct new_options {
  std::string slug;
  bool single = false;  ///< one expand file instead of a folder
};
struct lint_options {
  std::vector<std::string> paths;
  std::string dialect;
  std::string server_version;
  std::vector<std::string> formats;  ///< NAME or NAME=FILE
  std::string fail_on;
  std::string base;
  std::string baseline;
  std::string write_baseline;
  std::vector<std::string> queries;  ///< PATH or RELEASE=PATH
  bool fix = false;
  bool diff = false;
  std::string layout;
};
struct explain_options {
  std::string rule;  ///< empty: all
  bool markdown = false;
};
struct plan_options {
  bool sql = false;
  bool out_of_order = false;
};
struct up_command_options {
  std::string to;
  bool dry_run = false;
  bool out_of_order = false;
  bool with_backfill = false;
  bool nothing_runs = false;
};
struct drift_options {
  std::string against;  ///< another target's URL or name
};
struct change_options {
  std::string change;
  bool out_of_order = false;
};
struct backfill_options {
  std::string job;
};
struct release_options {
  std::string release;
  std::vector<std::string> queries;
};
struct gate_options {
  std::string from;
  std::string to;
  std::string change;
  std::string service;
  std::string release;
  std::string strategy = "rolling";
};
struct events_options {
  std::size_t newest = 50;
};
struct resolve_options {
  std::string step;
  std::size_t ordinal = 0;
  std::string verdict;
  std::string reason;
};
struct demo_options {
  bool keep = false;
};
struct completion_options {
  std::string shell;
};

}  // namespace sluice::cmd
