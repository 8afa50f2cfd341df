#include "cmd/config.hpp"

#include "cmd/nearest.hpp"
#include "dialects/session.hpp"
#include "dialects/text/error.hpp"
#include "lint/rule.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <span>

namespace sluice::cmd {

namespace {

constexpr std::array<std::string_view, 10> root_keys{
    "lock_attempts",  "dir",  "url",  "target",       "dialect",
    "server_version", "bake", "lint", "lock_timeout", "targets"};
constexpr std::array<std::string_view, 7> lint_keys{"fail_on", "exclude",     "baseline", "queries",
                                                    "rules",   "small_table", "tables"};
constexpr std::array<std::string_view, 2> target_keys{"url", "bake"};
constexpr std::chrono::milliseconds default_bake = std::chrono::hours(24 * 7);
constexpr std::chrono::milliseconds default_lock_timeout{2'000};
constexpr int default_lock_attempts = 10;
constexpr int most_lock_attempts = 1'000;

class config_reader {
 public:
  explicit config_reader(std::string path) : path_(std::move(path)) {}

  config_file read() {
    config_file out;
    out.path = path_;
    try {
      const toml::table table = toml::parse_file(path_);
      check_keys(table, root_keys);
      out.dir = text(table, "dir");
      out.url = text(table, "url");
      out.target = text(table, "target");
      out.dialect = text(table, "dialect");
      out.server_version = text(table, "server_version");
      out.bake = duration(table, "bake");
      out.lock_timeout = duration(table, "lock_timeout");
      out.lock_attempts = count(table, "lock_attempts");
      if (const toml::table* section = inner_table(table, "lint", "lint"))
        out.lint = read_lint(*section);
      if (const toml::node* targets = table.get("targets")) read_targets(*targets, out);
    } catch (const toml::parse_error& e) {
      fail(e.source(), std::string(e.description()), "");
    }
    if (out.dialect && !dialect_from_name(*out.dialect))
      throw text::input_error(fmt::format("{}: '{}' is no dialect", path_, *out.dialect),
                              "expected postgres, mysql, mariadb or sqlite");
    return out;
  }

 private:
  [[noreturn]] void fail(const toml::source_region& where, const std::string& message,
                         const std::string& help) const {
    throw text::input_error({path_, {where.begin.line, where.begin.column}}, message, help);
  }

  void check_keys(const toml::table& table, std::span<const std::string_view> known) const {
    for (const auto& [key, node] : table) {
      const std::string_view name = key.str();
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      const std::string near = nearest(name, known);
      fail(key.source(), fmt::format("unknown key '{}'", name),
           near.empty() ? "" : fmt::format("did you mean '{}'?", near));
    }
  }

  std::optional<std::string> text(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const auto content = node->value<std::string>();
    if (!node->is_string() || !content || content->empty())
      fail(node->source(), fmt::format("'{}' is no text", key), fmt::format("{} = \"...\"", key));
    return content;
  }

  std::optional<std::chrono::milliseconds> duration(const toml::table& table,
                                                    std::string_view key) const {
    const auto content = text(table, key);
    if (!content) return std::nullopt;
    const auto parsed = phases::parse_duration(*content);
    if (!parsed)
      fail(table.get(key)->source(), fmt::format("'{}' is no duration", *content),
           "expected 500ms, 2s, 5m, 1h or 7d");
    return parsed;
  }

  std::optional<int> count(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    const auto content = node->value<std::int64_t>();
    if (!node->is_integer() || !content || *content < 1 || *content > most_lock_attempts)
      fail(node->source(),
           fmt::format("'{}' is no whole number from 1 to {}", key, most_lock_attempts),
           fmt::format("{} = {}", key, default_lock_attempts));
    return static_cast<int>(*content);
  }

  const toml::table* inner_table(const toml::table& table, std::string_view key,
                                 std::string_view whole_name) const {
    const toml::node* node = table.get(key);
    if (node != nullptr && node->as_table() == nullptr)
      fail(node->source(), fmt::format("'{}' is no table", key), fmt::format("[{}]", whole_name));
    return node == nullptr ? nullptr : node->as_table();
  }

  std::vector<std::string> texts(const toml::table& table, std::string_view key) const {
    const toml::node* node = table.get(key);
    if (node == nullptr) return {};
    std::vector<std::string> out;
    if (const toml::array* list = node->as_array()) {
      for (const toml::node& each : *list) {
        if (!each.is_string() || each.value<std::string>()->empty())
          fail(each.source(), fmt::format("'{}' holds something that is no text", key),
               fmt::format("{} = [\"...\"]", key));
        out.push_back(*each.value<std::string>());
      }
      return out;
    }
    fail(node->source(), fmt::format("'{}' is no list of texts", key),
         fmt::format("{} = [\"...\"]", key));
  }

  std::uint64_t rows(const toml::node& node, std::string_view key) const {
    const auto content = node.value<std::int64_t>();
    if (!node.is_integer() || !content || *content < 0)
      fail(node.source(), fmt::format("'{}' is no number of rows", key),
           fmt::format("{} = 120_000_000", key));
    return static_cast<std::uint64_t>(*content);
  }

  lint_section read_lint(const toml::table& table) const {
    check_keys(table, lint_keys);
    lint_section out;
    if (const auto said = text(table, "fail_on")) {
      out.fail_on = lint::severity_from_name(*said);
      if (!out.fail_on)
        fail(table.get("fail_on")->source(), fmt::format("'{}' is no severity", *said),
             "expected error, warning or info");
    }
    out.exclude = texts(table, "exclude");
    out.baseline = text(table, "baseline").value_or("");
    out.queries = texts(table, "queries");
    if (const toml::table* rules = inner_table(table, "rules", "lint.rules"))
      read_rules(*rules, out.settings);
    if (const toml::node* small = table.get("small_table"))
      out.settings.small_table = rows(*small, "small_table");
    if (const toml::table* tables = inner_table(table, "tables", "lint.tables")) {
      for (const auto& [name, node] : *tables)
        out.settings.table_rows.emplace(std::string(name.str()), rows(node, name.str()));
    }
    return out;
  }

  void read_rules(const toml::table& table, lint::settings& out) const {
    for (const auto& [key, node] : table) {
      const lint::rule* r = lint::find_rule(key.str());
      if (r == nullptr) {
        const std::string_view near = lint::nearest_rule(key.str());
        fail(key.source(), fmt::format("there is no lint rule '{}'", key.str()),
             near.empty() ? "'sluice explain' lists the rules"
                          : fmt::format("did you mean '{}'?", near));
      }
      const std::string said = node.value<std::string>().value_or("");
      const auto level = lint::severity_from_name(said);
      if (!level && said != "off")
        fail(node.source(), fmt::format("'{}' has no severity", key.str()),
             "expected \"off\", \"info\", \"warning\" or \"error\"");
      const std::string refused = lint::refuse_level(*r, level);
      if (!refused.empty())
        fail(node.source(), fmt::format("'{}' cannot be \"{}\": {}", key.str(), said, refused), "");
      out.levels.emplace(r->id, level);
    }
  }

  void read_targets(const toml::node& node, config_file& out) const {
    const toml::table* targets = node.as_table();
    if (targets == nullptr) fail(node.source(), "'targets' is no table", "[targets.production]");
    for (const auto& [name, section] : *targets) {
      const toml::table* one = section.as_table();
      if (one == nullptr)
        fail(section.source(), fmt::format("target '{}' is no table", name.str()),
             fmt::format("[targets.{}]", name.str()));
      check_keys(*one, target_keys);
      config_file::target_section read;
      const auto url = text(*one, "url");
      if (!url)
        fail(section.source(), fmt::format("target '{}' has no url", name.str()), "url = \"...\"");
      read.url = *url;
      read.bake = duration(*one, "bake");
      out.targets.emplace(std::string(name.str()), std::move(read));
    }
  }

  std::string path_;
};

std::string environment_variable(const char* name) {
  const char* content = std::getenv(name);
  return content == nullptr ? "" : content;
}

const config_file::target_section& find_target(const config_file& file, const std::string& name) {
  const auto found = file.targets.find(name);
  if (found != file.targets.end()) return found->second;
  std::string known;
  for (const auto& [key, section] : file.targets) known += (known.empty() ? "" : ", ") + key;
  throw text::input_error(file.path.empty()
                              ? fmt::format("no target '{}': there is no sluice.toml here", name)
                              : fmt::format("{} has no target '{}'", file.path, name),
                          known.empty() ? fmt::format("write [targets.{}] with its url", name)
                                        : fmt::format("the targets are: {}", known));
}

}  // namespace

config_file read_config(const std::string& path) {
  std::error_code problem;
  if (path.empty()) {
    if (!std::filesystem::exists("sluice.toml", problem)) return {};
    return config_reader("sluice.toml").read();
  }
  if (!std::filesystem::is_regular_file(path, problem))
    throw text::input_error(fmt::format("no configuration file '{}'", path), "");
  return config_reader(path).read();
}

resolved_config resolve_config(const common_options& options) {
  const config_file file = read_config(options.config);
  resolved_config out;
  out.has_file = !file.path.empty();
  out.bake = file.bake.value_or(default_bake);
  const std::string from_environment = environment_variable("SLUICE_URL");
  if (!options.url.empty()) {
    out.url = options.url;
  } else if (!options.target.empty()) {
    const auto& section = find_target(file, options.target);
    out.url = section.url;
    out.bake = section.bake.value_or(out.bake);
  } else if (!from_environment.empty()) {
    out.url = from_environment;
  } else if (file.target) {
    const auto& section = find_target(file, *file.target);
    out.url = section.url;
    out.bake = section.bake.value_or(out.bake);
  } else if (file.url) {
    out.url = *file.url;
  }
  out.dir_is_named = !options.dir.empty() || file.dir.has_value();
  out.dir = !options.dir.empty() ? options.dir : file.dir.value_or("migrations");
  out.lock_timeout = file.lock_timeout.value_or(default_lock_timeout);
  out.lock_attempts = file.lock_attempts.value_or(default_lock_attempts);
  out.wait = std::chrono::milliseconds(0);
  if (!options.wait.empty()) {
    const auto wait = phases::parse_duration(options.wait);
    if (!wait)
      throw text::input_error(fmt::format("--wait: '{}' is no duration", options.wait),
                              "expected 500ms, 2s, 5m, 1h or 7d");
    out.wait = *wait;
  }
  if (!out.url.empty())
    out.kind = out.url.starts_with("mariadb:") ? engine::mariadb : parse_url(out.url).kind;
  else if (file.dialect)
    out.kind = engine_from_name(*file.dialect);
  if (out.kind) out.dialect = dialect_of(*out.kind);
  out.server_version = file.server_version;
  out.lint = file.lint;
  return out;
}

std::string new_config_text(const std::string& url) {
  return fmt::format(
      "# Where migrations stand, and which database they are for.\n"
      "dir = \"migrations\"\n"
      "url = \"{}\"\n"
      "\n"
      "# How long a contract step waits after the last release that needs the old shape was "
      "retired.\n"
      "bake = \"7d\"\n",
      url);
}

}  // namespace sluice::cmd
