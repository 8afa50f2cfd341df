#include "cmd/commands.hpp"
#include "cmd/exit_code.hpp"
#include "cmd/json.hpp"
#include "dialects/text/error.hpp"
#include "lint/rule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::cmd {

namespace {

json to_json(const lint::rule& r) {
  return {{"rule", r.id},
          {"class", lint::class_name(r.what)},
          {"severity", r.opt_in ? "off" : lint::severity_name(r.usual)},
          {"summary", r.summary}};
}

/// All rules, by class and id.
int list_rules(terminal& term, bool as_json) {
  std::vector<const lint::rule*> all;
  for (const lint::rule& r : lint::rules()) all.push_back(&r);
  std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
    return a->what != b->what ? a->what < b->what : a->id < b->id;
  });
  if (as_json) {
    json list = json::array();
    for (const lint::rule* r : all) list.push_back(to_json(*r));
    print_json(term, {{"version", 1}, {"rules", std::move(list)}});
    return done;
  }
  std::size_t width = 0;
  for (const lint::rule* r : all) width = std::max(width, r->id.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const lint::rule& r = *all[i];
    if (i == 0 || all[i - 1]->what != r.what)
      term.line(
          fmt::format("{}{}", i == 0 ? "" : "\n", term.paint("bold", lint::class_name(r.what))));
    term.line(fmt::format("  {:<{}}  {:<7}  {}", r.id, width,
                          r.opt_in ? "off" : lint::severity_name(r.usual), r.summary));
  }
  return done;
}

}  // namespace

int run_explain(environment& env, const common_options& common, const explain_options& options) {
  if (options.rule.empty()) return list_rules(env.term, common.json);
  const lint::rule* r = lint::find_rule(options.rule);
  if (r == nullptr) {
    const std::string_view near = lint::nearest_rule(options.rule);
    throw text::input_error(
        fmt::format("no rule '{}'", options.rule),
        near.empty() ? "'sluice explain' lists them" : fmt::format("did you mean '{}'?", near));
  }
  const std::string page =
      options.markdown ? lint::markdown_page(*r) : lint::explain(options.rule).value_or("");
  if (common.json)
    print_json(env.term, {{"version", 1}, {"rule", options.rule}, {"page", page}});
  else
    env.term.print(page);
  return done;
}

}  // namespace sluice::cmd
