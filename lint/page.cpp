#include "lint/rule.hpp"

#include <fmt/format.h>

namespace sluice::lint {

namespace {

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
  out += fmt::format("\nA finding, in `{}.sql` ({}):\n{}", phases::phase_name(r.shown.phase),
                     engine_name(r.shown.on), fenced("sql", r.shown.bad));
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

std::string markdown_page(const rule& r) {
  return fmt::format("# {}\n\n{}, {}. {}\n\n{}\n", r.id, severity_name(r.usual), class_name(r.what),
                     r.summary, r.why) +
         advice_section(r) + example_section(r) + settings_section(r);
}

}  // namespace sluice::lint
