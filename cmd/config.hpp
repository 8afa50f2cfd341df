#pragma once

#include "cmd/options.hpp"
#include "dialects/engine.hpp"
#include "lint/settings.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sluice::cmd {

/// The table [lint] of sluice.toml.
struct lint_section {
  std::optional<lint::severity> fail_on;
  std::vector<std::string> exclude;  ///< patterns of files, see cmd/glob.hpp
  std::string baseline;              ///< a file's name, or empty
  std::vector<std::string> queries;  ///< PATH or RELEASE=PATH
  lint::settings settings;
};

/// sluice.toml, as it stands.
struct config_file {
  std::string path;  ///< empty: there is none
  std::optional<std::string> dir;
  std::optional<std::string> url;
  std::optional<std::string> target;  ///< the default one of `targets`
  std::optional<std::string> dialect;
  std::optional<std::string> server_version;
  std::optional<std::chrono::milliseconds> bake;
  std::optional<std::chrono::milliseconds> lock_timeout;
  std::optional<int> lock_attempts;
  struct target_section {
    std::string url;
    std::optional<std::chrono::milliseconds> bake;
  };
  std::map<std::string, target_section> targets;
  lint_section lint;
};

/// Reads `path`, or sluice.toml in this folder when it is empty and the file is there. Throws
/// text::input_error with line and column for bad TOML, an unknown key (with the nearest known
/// one), or a bad value.
[[nodiscard]] config_file read_config(const std::string& path);

/// Options, environment and file put together: options win over SLUICE_URL, which wins over the
/// file.
struct resolved_config {
  bool has_file = false;  ///< there is a sluice.toml
  std::string dir;
  bool dir_is_named = false;  ///< by an option or the file
  std::string url;            ///< empty: none was given
  std::chrono::milliseconds bake;
  std::chrono::milliseconds lock_timeout;
  int lock_attempts = 0;
  std::chrono::milliseconds wait;
  std::optional<sluice::dialect> dialect;  ///< of the URL, or of the file
  std::optional<engine> kind;              ///< the same; MySQL and MariaDB told apart
  std::optional<std::string> server_version;
  lint_section lint;
};
[[nodiscard]] resolved_config resolve_config(const common_options& options);

/// The text of a new sluice.toml.
[[nodiscard]] std::string new_config_text(const std::string& url);

}  // namespace sluice::cmd
