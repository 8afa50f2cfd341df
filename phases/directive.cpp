#include "phases/directive.hpp"

#include "dialects/text/error.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>
#include <vector>

namespace sluice::phases {

namespace {

enum class value_kind { word, words, text, count, duration, date };

struct key_rule {
  std::string_view key;
  value_kind kind;
  bool needed = false;
};

struct directive_rule {
  std::string_view name;
  directive_scope scope;
  std::string_view argument;  ///< what the bare word is, empty when there is none
  std::vector<key_rule> keys;
  std::vector<phase> phases;
  std::string_view example;
};

const std::vector<directive_rule>& known_directives() {
  using enum phase;
  static const std::vector<directive_rule> table{
      {"no-transaction",
       directive_scope::file,
       "",
       {},
       {expand, contract},
       "-- sluice:no-transaction"},
      {"irreversible",
       directive_scope::file,
       "",
       {},
       {migrate, contract},
       "-- sluice:irreversible"},
      {"depends-on",
       directive_scope::file,
       "",
       {{"change", value_kind::word, true}},
       {expand, migrate, verify, contract},
       "-- sluice:depends-on change=add_accounts"},
      {"timeout",
       directive_scope::file,
       "",
       {{"lock", value_kind::duration, true}},
       {expand, contract},
       "-- sluice:timeout lock=5s"},
      {"allow",
       directive_scope::statement,
       "a rule's id",
       {{"reason", value_kind::text}, {"until", value_kind::date}},
       {expand, migrate, verify, contract},
       "-- sluice:allow drop-column reason=\"nobody ever read it\" until=2027-01-31"},
      {"backfill",
       directive_scope::statement,
       "",
       {{"name", value_kind::word, true},
        {"key", value_kind::words},
        {"batch", value_kind::count},
        {"target", value_kind::duration}},
       {migrate},
       "-- sluice:backfill name=display_name key=id batch=1000"},
      {"expect",
       directive_scope::statement,
       "empty or true",
       {{"value", value_kind::text}},
       {verify},
       "-- sluice:expect empty"},
  };
  return table;
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

std::string_view wanted_text(value_kind kind) {
  switch (kind) {
    case value_kind::word:
      return "a name of letters, digits, '_', '-' and '.'";
    case value_kind::words:
      return "names separated by commas";
    case value_kind::text:
      return "some text, in double quotes when it holds blanks";
    case value_kind::count:
      return "a whole number from 1 to 1000000";
    case value_kind::duration:
      return "a duration such as 500ms, 2s or 5m";
    case value_kind::date:
      break;
  }
  return "a date such as 2027-01-31";
}

bool fits(value_kind kind, std::string_view text) {
  switch (kind) {
    case value_kind::word:
      return is_word(text);
    case value_kind::words: {
      while (true) {
        const std::size_t comma = text.find(',');
        if (text.substr(0, comma).empty()) return false;
        if (comma == std::string_view::npos) return true;
        text.remove_prefix(comma + 1);
      }
    }
    case value_kind::text:
      return !text.empty();
    case value_kind::count: {
      int number = 0;
      const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
      return problem == std::errc{} && end == text.data() + text.size() && number >= 1 &&
             number <= 1'000'000;
    }
    case value_kind::duration: {
      const auto duration = parse_duration(text);
      return duration && duration->count() > 0;
    }
    case value_kind::date:
      break;
  }
  return text.size() == 10 && parse_timestamp(std::string(text) + "T00:00:00.000Z").has_value();
}

std::string known_names() {
  std::string out;
  for (const directive_rule& rule : known_directives())
    out += fmt::format("{}{}", out.empty() ? "" : ", ", rule.name);
  return out;
}

/// Walks over the text of one directive and knows where each word stands.
class reader {
 public:
  reader(const text::source& file, std::uint32_t begin, std::uint32_t end)
      : file_(file), at_(begin), end_(end) {}

  void skip_blanks() {
    while (at_ < end_ && (peek() == ' ' || peek() == '\t' || peek() == '\r')) ++at_;
  }
  [[nodiscard]] bool done() const { return at_ >= end_; }
  [[nodiscard]] char peek() const { return file_.bytes()[at_]; }
  [[nodiscard]] std::uint32_t at() const { return at_; }

  std::string word() {
    const std::uint32_t begin = at_;
    while (at_ < end_ && peek() != ' ' && peek() != '\t' && peek() != '=' && peek() != '\r') ++at_;
    return std::string(file_.slice({begin, at_}));
  }
  bool take(char c) {
    if (done() || peek() != c) return false;
    ++at_;
    return true;
  }
  std::string value() {
    if (!take('"')) {
      const std::uint32_t begin = at_;
      while (at_ < end_ && peek() != ' ' && peek() != '\t' && peek() != '\r') ++at_;
      return std::string(file_.slice({begin, at_}));
    }
    const std::uint32_t begin = at_;
    while (at_ < end_ && peek() != '"') ++at_;
    if (done()) fail(begin - 1, "the quoted value is not closed", "close it with \"");
    std::string out(file_.slice({begin, at_}));
    ++at_;
    if (!done() && peek() != ' ' && peek() != '\t' && peek() != '\r')
      fail(at_, "expected a blank after the quoted value", "");
    return out;
  }
  [[noreturn]] void fail(std::uint32_t where, const std::string& message,
                         const std::string& help) const {
    throw text::input_error({file_.name(), file_.position_of(where)}, message, help);
  }

 private:
  const text::source& file_;
  std::uint32_t at_;
  std::uint32_t end_;
};

const directive_rule& find_rule(const reader& in, std::uint32_t at, std::string_view name) {
  for (const directive_rule& rule : known_directives()) {
    if (rule.name == name) return rule;
  }
  in.fail(at, fmt::format("unknown directive 'sluice:{}'", name),
          fmt::format("the directives are: {}", known_names()));
}

void read_pair(reader& in, const directive_rule& rule, std::uint32_t at, const std::string& key,
               directive& out) {
  const auto known = std::find_if(rule.keys.begin(), rule.keys.end(),
                                  [&](const key_rule& k) { return k.key == key; });
  if (known == rule.keys.end())
    in.fail(at, fmt::format("'sluice:{}' has no key '{}'", rule.name, key),
            fmt::format("write it like: {}", rule.example));
  if (out.values.contains(key)) in.fail(at, fmt::format("'{}' is given twice", key), "");
  const std::uint32_t value_at = in.at();
  const std::string value = in.value();
  if (!fits(known->kind, value))
    in.fail(value_at, fmt::format("bad value '{}' for '{}'", value, key),
            fmt::format("expected {}", wanted_text(known->kind)));
  out.values.emplace(key, value);
}

void check_complete(const reader& in, const directive_rule& rule, const directive& out) {
  const auto need = [&](bool present, std::string_view what) {
    if (!present)
      in.fail(out.where.begin, fmt::format("'sluice:{}' needs {}", rule.name, what),
              fmt::format("write it like: {}", rule.example));
  };
  for (const key_rule& key : rule.keys) {
    if (key.needed) need(out.values.contains(std::string(key.key)), fmt::format("{}=...", key.key));
  }
  if (rule.name == "allow") need(!out.argument.empty(), "a rule's id");
  if (rule.name == "expect") {
    need(out.argument.empty() != out.values.empty(), "one of empty, true, value=N");
    if (!out.argument.empty() && out.argument != "empty" && out.argument != "true")
      in.fail(out.where.begin, fmt::format("bad value '{}' for 'sluice:expect'", out.argument),
              "expected empty, true or value=N");
  }
}

}  // namespace

std::optional<std::string> directive::get(const std::string& key) const {
  const auto found = values.find(key);
  if (found == values.end()) return std::nullopt;
  return found->second;
}

std::optional<directive> read_directive(const text::source& file, text::span where,
                                        phase in_phase) {
  const std::string_view comment = file.slice(where);
  const std::size_t marker_length = comment.starts_with("--")   ? 2
                                    : comment.starts_with("/*") ? 2
                                    : comment.starts_with("#")  ? 1
                                                                : 0;
  std::size_t start = marker_length;
  while (start < comment.size() && (comment[start] == ' ' || comment[start] == '\t')) ++start;
  if (!comment.substr(start).starts_with("sluice:")) return std::nullopt;

  auto end = where.end;
  while (end > where.begin && (file.bytes()[end - 1] == '\n' || file.bytes()[end - 1] == '\r'))
    --end;
  reader in(file, static_cast<std::uint32_t>(where.begin + start + 7), end);
  if (!comment.starts_with("--"))
    in.fail(where.begin, "a directive stands in a '--' comment", "write it as -- sluice:...");

  directive out;
  out.where = {where.begin, end};
  const std::uint32_t name_at = in.at();
  out.name = in.word();
  const directive_rule& rule = find_rule(in, name_at, out.name);
  if (in.take('=')) {
    // `depends-on=x` is the short form of `depends-on change=x`.
    if (rule.keys.size() != 1 || !rule.argument.empty())
      in.fail(name_at, fmt::format("'sluice:{}' takes no '='", rule.name),
              fmt::format("write it like: {}", rule.example));
    read_pair(in, rule, name_at, std::string(rule.keys.front().key), out);
  }
  for (in.skip_blanks(); !in.done(); in.skip_blanks()) {
    const std::uint32_t at = in.at();
    const std::string word = in.word();
    if (in.take('=')) {
      read_pair(in, rule, at, word, out);
    } else if (!rule.argument.empty() && out.argument.empty() && out.values.empty()) {
      out.argument = word;
    } else {
      in.fail(at, fmt::format("unexpected '{}' in 'sluice:{}'", word, rule.name),
              fmt::format("write it like: {}", rule.example));
    }
  }
  check_complete(in, rule, out);
  if (std::find(rule.phases.begin(), rule.phases.end(), in_phase) == rule.phases.end())
    in.fail(out.where.begin,
            fmt::format("'sluice:{}' has no meaning in {} phase", rule.name,
                        in_phase == phase::expand ? "the expand"
                                                  : fmt::format("the {}", phase_name(in_phase))),
            fmt::format("it belongs in {}.sql", phase_name(rule.phases.front())));
  return out;
}

void check_own_line(const text::source& file, text::span comment) {
  for (std::size_t at = comment.begin; at > 0; --at) {
    const char c = file.bytes()[at - 1];
    if (c == '\n') return;
    if (c != ' ' && c != '\t' && !(at <= 3 && file.bytes().starts_with("\xEF\xBB\xBF")))
      throw text::input_error(text::place{file.name(), file.position_of(comment.begin)},
                              "a directive stands on a line of its own, above its statement", "");
  }
}

directive_scope scope_of(const directive& d) {
  for (const directive_rule& rule : known_directives()) {
    if (rule.name == d.name) return rule.scope;
  }
  return directive_scope::statement;
}

}  // namespace sluice::phases
