#include "cmd/cli_completion.hpp"

#include <fmt/format.h>

#include <vector>

namespace sluice::cmd {

namespace {

struct command_words {
  std::string path;  ///< "gate rollback"; empty for the program itself
  std::vector<std::string> words;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& w : words) out += (out.empty() ? "" : " ") + w;
  return out;
}

void collect(const CLI::App& app, const std::string& path, std::vector<command_words>& out) {
  command_words here;
  here.path = path;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    here.words.push_back(sub->get_name());
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) here.words.push_back("--" + name);
  }
  out.push_back(std::move(here));
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; }))
    collect(*sub, path.empty() ? sub->get_name() : path + " " + sub->get_name(), out);
}

std::string bash_cases(const std::vector<command_words>& all) {
  std::string out;
  for (const command_words& c : all)
    out += fmt::format("    \"{}\") words=\"{}\" ;;\n", c.path, joined(c.words));
  return out;
}

std::string bash_function(const std::vector<command_words>& all) {
  return fmt::format(
      "_sluice() {{\n"
      "  local current=\"${{COMP_WORDS[COMP_CWORD]}}\" path=\"\" word words=\"\"\n"
      "  for word in \"${{COMP_WORDS[@]:1:COMP_CWORD-1}}\"; do\n"
      "    case \"$word\" in -*) ;; *) path=\"${{path:+$path }}$word\" ;; esac\n"
      "  done\n"
      "  while :; do\n"
      "  case \"$path\" in\n{}  esac\n"
      "  [ -n \"$words\" ] || [ -z \"$path\" ] && break\n"
      "  case \"$path\" in *\\ *) path=\"${{path% *}}\" ;; *) path=\"\" ;; esac\n"
      "  done\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  case \"$current\" in -*) ;; *) COMPREPLY+=($(compgen -f -- \"$current\")) ;; esac\n"
      "}}\n",
      bash_cases(all));
}

std::string fish_lines(const std::vector<command_words>& all) {
  std::string out = "complete -c sluice -e\n";
  for (const command_words& c : all) {
    const std::string condition =
        c.path.empty()
            ? "__fish_use_subcommand"
            : fmt::format("__fish_seen_subcommand_from {}", c.path.substr(c.path.rfind(' ') + 1));
    for (const std::string& w : c.words) {
      out += w.starts_with("--")
                 ? fmt::format("complete -c sluice -n '{}' -l {}\n", condition, w.substr(2))
                 : fmt::format("complete -c sluice -n '{}' -a {}\n", condition, w);
    }
  }
  return out;
}

}  // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
  std::vector<command_words> all;
  collect(app, "", all);
  if (shell == "fish") return fish_lines(all);
  if (shell == "zsh")
    return "#compdef sluice\nautoload -U +X bashcompinit && bashcompinit\n" + bash_function(all) +
           "complete -F _sluice sluice\n";
  return bash_function(all) + "complete -F _sluice sluice\n";
}

}  // namespace sluice::cmd
