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

}  // namespace sluice::lint
