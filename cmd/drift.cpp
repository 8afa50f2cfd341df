#include "phases/drift.hpp"

#include "cmd/commands.hpp"
#include "cmd/effect_json.hpp"
#include "cmd/exit_code.hpp"
#include "dialects/catalog.hpp"
#include "dialects/text/error.hpp"
#include "phases/classify.hpp"

#include <fmt/format.h>

namespace sluice::cmd {

namespace {

phases::drift_report compare_with(environment& env, const std::string& against,
                                  migrator::target& here) {
  connection_target there = parse_url(against);
  // A SQLite file that is not there is an error, not an empty database.
  if (there.file_mode.empty()) there.file_mode = "rw";
  const auto other = env.connect(there);
  if (other->sql_dialect() != here.sql_dialect())
    throw text::input_error("the two databases speak two dialects",
                            "compare databases of the same kind");
  return {schema::diff(read_model(*other), read_model(here.db), here.sql_dialect()), {}};
}

}  // namespace

int run_drift(environment& env, const common_options& common, const drift_options& options) {
  project here(env, common);
  migrator::target& t = here.target();
  const std::string base =
      options.against.empty() ? "the applied migrations" : "the database compared with";
  phases::drift_report found;
  if (!options.against.empty()) {
    found = compare_with(env, options.against, t);
  } else {
    if (!t.book.exists())
      throw text::input_error("this database has no ledger: no migration is applied",
                              "apply them with 'sluice up', or compare with --against");
    found = phases::find_drift(here.changes(), t.book.read_history(), read_model(t.db),
                               t.sql_dialect());
  }
  const bool differs = !found.differences.empty();
  const bool certain = found.not_followed.empty();
  if (common.json) {
    json out{{"version", 1},
             {"verdict", !differs  ? "clean"
                         : certain ? "drift"
                                   : "unknown"},
             {"differences", json::array()},
             {"not_followed", found.not_followed}};
    for (const schema::effect& e : found.differences)
      out["differences"].push_back(effect_json(e, t.sql_dialect()));
    print_json(env.term, out);
  } else if (!differs) {
    env.term.line(fmt::format("No drift: the database is what {} made of it.",
                              options.against.empty() ? "its migrations" : "the other one"));
  } else {
    env.term.line(fmt::format("{}: {} {} between {} and this database, as if somebody had done:",
                              env.term.paint("red", "DRIFT"), found.differences.size(),
                              found.differences.size() == 1 ? "difference" : "differences", base));
    for (const schema::effect& e : found.differences) env.term.line("  " + phases::describe(e));
    for (const std::string& each : found.not_followed) env.term.line("  not followed: " + each);
  }
  return !differs ? done : certain ? unsafe : unknown;
}

}  // namespace sluice::cmd
