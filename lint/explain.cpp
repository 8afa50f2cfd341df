#include "lint/rule.hpp"

#include <fmt/format.h>

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

void append_advice(const rule& r, std::string& out) {
  const std::string usual = fill(r.instead.postgres, r.named);
  out += fmt::format("\nInstead{}:\n{}",
                     r.instead.mysql.empty() && r.instead.sqlite.empty() ? "" : " (PostgreSQL)",
                     indented(usual));
  if (!r.instead.mysql.empty())
    out += fmt::format("\nInstead (MySQL, MariaDB):\n{}", indented(fill(r.instead.mysql, r.named)));
  if (!r.instead.sqlite.empty())
    out += fmt::format("\nInstead (SQLite):\n{}", indented(fill(r.instead.sqlite, r.named)));
}

std::string fenced(std::string_view language, std::string_view text) {
  return fmt::format("\n```{}\n{}\n```\n", language, text);
}

std::string advice_section(const rule& r) {
  const bool same = r.instead.mysql.empty() && r.instead.sqlite.empty();
  std::string out = fmt::format("\n## Instead\n{}", same ? "" : "\nPostgreSQL:\n");
  out += fenced("text", fill(r.instead.postgres, r.named));
  if (!r.instead.mysql.empty())
    out += "\nMySQL, MariaDB:\n" + fenced("text", fill(r.instead.mysql, r.named));
  if (!r.instead.sqlite.empty())
    out += "\nSQLite:\n" + fenced("text", fill(r.instead.sqlite, r.named));
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
