#include "lint/rule.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace sluice::lint {

namespace {

std::string indented(std::string_view text) {
  std::string out = "  ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "  ";
  }
  return out + "\n";
}

/// "; MySQL, MariaDB", or nothing when it applies everywhere.
std::string where_it_applies(const rule& r) {
  std::string out;
  bool everywhere = true;
  for (const engine e : {engine::postgres, engine::mysql, engine::mariadb, engine::sqlite}) {
    if (r.on.contains(e)) {
      out += (out.empty() ? "; " : ", ") + std::string(engine_name(e));
    } else {
      everywhere = false;
    }
  }
  return everywhere ? std::string() : out;
}

struct titled_advice {
  std::string title;  ///< empty when there is one for all
  std::string text;
};

std::vector<titled_advice> advice_of(const rule& r) {
  std::vector<titled_advice> out;
  const auto add = [&](std::string title, std::string_view text) {
    if (!text.empty()) out.push_back({std::move(title), fill(text, r.named)});
  };
  add("PostgreSQL", r.instead.postgres);
  add("MySQL, MariaDB", r.instead.mysql);
  add("SQLite", r.instead.sqlite);
  if (out.size() == 1) out.front().title.clear();
  return out;
}

void append_advice(const rule& r, std::string& out) {
  for (const titled_advice& each : advice_of(r)) {
    out += each.title.empty() ? "\nInstead:\n" : fmt::format("\nInstead ({}):\n", each.title);
    out += indented(each.text);
  }
}

std::string fenced(std::string_view language, std::string_view text) {
  return fmt::format("\n```{}\n{}\n```\n", language, text);
}

std::string advice_section(const rule& r) {
  std::string out = "\n## Instead\n";
  for (const titled_advice& each : advice_of(r)) {
    if (!each.title.empty()) out += fmt::format("\n{}:\n", each.title);
    out += fenced("text", each.text);
  }
  return out;
}

std::string example_section(const rule& r) {
  std::string out = "\n## Example\n";
  if (!r.shown.before.empty())
    out += fmt::format("\nThere already:\n{}", fenced("sql", r.shown.before));
  out += fmt::format("\nA finding, in `{}.sql` ({}{}{}):\n{}", phases::phase_name(r.shown.phase),
                     engine_name(r.shown.on), r.shown.version.empty() ? "" : " ", r.shown.version,
                     fenced("sql", r.shown.bad));
  return out + fmt::format("\nNone:\n{}", fenced("sql", r.shown.ok));
}

std::string settings_section(const rule& r) {
  std::string out = r.opt_in ? fmt::format(
                                   "\n## Turn it on\n\nThis rule is off unless `sluice.toml` "
                                   "gives it a severity:\n{}",
                                   fenced("toml", fmt::format("[lint.rules]\n{} = \"{}\"", r.id,
                                                              severity_name(r.usual))))
                             : "";
  if (!r.allowable) return out + "\nNothing accepts such a finding: it has to be mended.\n";
  return out + fmt::format("\n## Accept it\n\nOn one statement, with a line above it:\n{}",
                           fenced("sql", fmt::format("-- sluice:allow {} reason=\"...\" "
                                                     "until=YYYY-MM-DD",
                                                     r.id)));
}

}  // namespace

std::optional<std::string> explain(std::string_view id) {
  const rule* r = find_rule(id);
  if (r == nullptr) return std::nullopt;
  std::string out = fmt::format("{}  ({}, {}{})\n\n{}\n\nWhy: {}\n", r->id, class_name(r->what),
                                severity_name(r->usual), where_it_applies(*r), r->summary, r->why);
  append_advice(*r, out);
  out += fmt::format("\nA finding, in {}.sql:\n{}", phases::phase_name(r->shown.phase),
                     indented(r->shown.bad));
  out += fmt::format("\nNone:\n{}", indented(r->shown.ok));
  if (r->allowable)
    out += fmt::format(
        "\nTo accept it on one statement, put above it:\n"
        "  -- sluice:allow {} reason=\"...\" until=YYYY-MM-DD\n",
        r->id);
  return out;
}

std::string markdown_page(const rule& r) {
  return fmt::format("# {}\n\n{}, {}{}. {}\n\n{}\n", r.id, severity_name(r.usual),
                     class_name(r.what), where_it_applies(r), r.summary, r.why) +
         advice_section(r) + example_section(r) + settings_section(r);
}

}  // namespace sluice::lint
