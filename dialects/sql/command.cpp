#include "dialects/sql/command.hpp"

#include "dialects/sql/head.hpp"

#include <algorithm>

namespace sluice::sql {

namespace {

command_lists lists_of(dialect d) {
  switch (d) {
    case dialect::postgres:
      return postgres::commands();
    case dialect::mysql:
      return mysql::commands();
    case dialect::sqlite:
      break;
  }
  return sqlite::commands();
}

class word_reader {
 public:
  word_reader(const std::vector<token>& tokens, std::string_view bytes)
      : tokens_(tokens), bytes_(bytes) {}

  [[nodiscard]] bool holds(std::size_t at, std::string_view word) const {
    return at < tokens_.size() && is_word(tokens_[at].what) &&
           same_word(bytes_.substr(tokens_[at].where.begin, tokens_[at].where.size()), word);
  }

  /// How many tokens the words take from `at` on; 0 when others stand there.
  [[nodiscard]] std::size_t match(std::size_t at, std::string_view words) const {
    std::size_t count = 0;
    // Most of a list differs in the first letter.
    if (at >= tokens_.size() || ((bytes_[tokens_[at].where.begin] ^ words.front()) & 0x5f) != 0)
      return 0;
    while (!words.empty()) {
      const std::size_t blank = std::min(words.find(' '), words.size());
      if (!holds(at + count, words.substr(0, blank))) return 0;
      ++count;
      words.remove_prefix(std::min(blank + 1, words.size()));
    }
    return count;
  }

 private:
  const std::vector<token>& tokens_;
  std::string_view bytes_;
};

/// The longest of the classes that stands at `at`.
void find_class(command_plan& plan, const word_reader& words, std::size_t at,
                std::span<const object_class> classes) {
  for (const object_class& each : classes) {
    const std::size_t length = words.match(at, each.words);
    if (length <= plan.class_end - plan.class_begin) continue;
    plan.class_begin = at;
    plan.class_end = at + length;
    plan.how = each.how;
  }
}

}  // namespace

command_plan plan_command(const std::vector<token>& tokens, std::string_view bytes, dialect d) {
  const command_lists lists = lists_of(d);
  const word_reader words(tokens, bytes);
  command_plan plan;
  const auto object = [&](command what, std::size_t at, std::span<const object_class> classes) {
    find_class(plan, words, at, classes);
    if (plan.class_begin != plan.class_end) plan.what = what;
    return plan;
  };
  if (words.holds(0, "CREATE"))
    return object(command::create_object, skip_modifiers(tokens, bytes, 1), lists.created);
  if (words.holds(0, "ALTER"))
    return object(command::alter_object, skip_modifiers(tokens, bytes, 1), lists.altered);
  if (words.holds(0, "DROP"))
    return object(command::drop_object, skip_modifiers(tokens, bytes, 1), lists.dropped);
  std::size_t longest = 0;
  for (const word_meaning& each : lists.verbs) {
    const std::size_t length = words.match(0, each.words);
    if (length <= longest) continue;
    longest = length;
    plan.what = each.what;
  }
  if (plan.what == command::comment) {
    // SECURITY LABEL [FOR provider] ON class
    const std::size_t on = words.holds(2, "FOR") ? 4 : longest;
    find_class(plan, words, words.holds(on, "ON") ? on + 1 : longest, lists.commented);
  }
  return plan;
}

}  // namespace sluice::sql
