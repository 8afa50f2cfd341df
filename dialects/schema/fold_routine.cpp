#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>
#include <array>

/// Functions and procedures. In PostgreSQL several may have one name: then the model tells them
/// apart by the types of their arguments.
namespace sluice::schema {
namespace {

using sql::kind;

/// One argument: [IN | OUT | INOUT | VARIADIC] [name] type [{DEFAULT | =} value].
class argument {
 public:
  argument(std::string_view text, sql::token_stream tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  /// Empty for one that only comes out.
  std::string type() {
    std::size_t begin = 0;
    std::size_t end = 0;
    while (end < tokens_.size() && tokens_[end].what != kind::equals &&
           tokens_[end].what != kind::kw_default)
      ++end;
    if (is(begin, "out")) return {};
    if (is(begin, "in") || is(begin, "inout") || is(begin, "variadic")) ++begin;
    if (is(begin, "in") || is(begin, "out")) ++begin;  // IN OUT, or a name
    if (end > begin + 1 && has_name(begin)) ++begin;
    if (begin >= end) return {};
    return canonical_type(spelled(begin, end), dialect::postgres);
  }

 private:
  [[nodiscard]] std::string word(std::size_t i) const {
    return std::string(text_.substr(tokens_[i].where.begin, tokens_[i].where.size()));
  }
  [[nodiscard]] bool is(std::size_t i, std::string_view expected) const {
    return i < tokens_.size() && sql::is_word(tokens_[i].what) && sql::same_word(word(i), expected);
  }
  /// Two words are a name and a type, but for the types of two words.
  [[nodiscard]] bool has_name(std::size_t begin) const {
    if (tokens_[begin + 1].what == kind::dot || tokens_[begin + 1].what == kind::left_paren ||
        tokens_[begin + 1].what == kind::left_bracket)
      return false;
    constexpr std::array<std::string_view, 9> first{
        "double", "character", "char", "national", "nchar", "bit", "time", "timestamp", "interval"};
    constexpr std::array<std::string_view, 12> second{
        "precision", "varying", "character", "char", "with",   "without",
        "year",      "month",   "day",       "hour", "minute", "second"};
    const auto among = [&](std::size_t i, const auto& list) {
      return std::any_of(list.begin(), list.end(),
                         [&](std::string_view each) { return is(i, each); });
    };
    return !is(begin + 1, "array") && !(among(begin, first) && among(begin + 1, second));
  }
  [[nodiscard]] std::string spelled(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
      const bool words =
          !out.empty() && i > begin && !glues(tokens_[i].what) && !glues(tokens_[i - 1].what);
      const bool quoted = tokens_[i].what == kind::quoted_name;
      out += (words ? " " : "") + (quoted ? word(i) : sql::lower_case(word(i)));
    }
    return out;
  }
  static bool glues(kind k) {
    return k == kind::dot || k == kind::left_paren || k == kind::right_paren ||
           k == kind::left_bracket || k == kind::right_bracket || k == kind::comma;
  }

  std::string_view text_;
  sql::token_stream tokens_;
};

/// "integer, text" of the parentheses that the text begins with; nothing without them.
std::optional<std::string> signature_at(std::string_view text) {
  sql::token_stream part;
  std::vector<std::string> types;
  int depth = 0;
  const auto take = [&] {
    if (part.empty()) return;
    std::string type = argument(text, std::exchange(part, {})).type();
    if (!type.empty()) types.push_back(std::move(type));
  };
  for (const sql::token& t : sql::lex(text, dialect::postgres)) {
    if (sql::is_trivia(t.what)) continue;
    if (depth == 0 && t.what != kind::left_paren) return std::nullopt;
    if (t.what == kind::left_paren && ++depth == 1) continue;
    if (t.what == kind::right_paren && --depth == 0) {
      take();
      std::string out;
      for (const std::string& type : types) out += (out.empty() ? "" : ", ") + type;
      return out;
    }
    if (t.what == kind::comma && depth == 1) {
      take();
    } else {
      part.push_back(t);
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> folder::signature_behind(const sql::object_name& name) const {
  if (dialect_ != dialect::postgres) return std::nullopt;
  return signature_at(file_.slice({name.where.end, statement_.where.end}));
}

/// The key in the model of the routine that is meant; empty when it holds none.
std::string folder::routine_key(const std::string& name,
                                const std::optional<std::string>& signature) const {
  const auto known = model_.overloads.find(name);
  if (signature && known != model_.overloads.end()) {
    if (known->second.count(*signature) == 0) return {};
    return known->second.size() == 1 ? name : name + "(" + *signature + ")";
  }
  const auto entry = find_entry(model_.routines, name, dialect_);
  return entry == model_.routines.end() ? std::string() : entry->first;
}

std::string folder::body_of(const std::string& function) const {
  for (const std::string& key : {function, function + "()"}) {
    const auto routine = find_entry(model_.routines, key, dialect_);
    if (routine != model_.routines.end()) return routine->second;
  }
  return {};
}

/// Holds another routine of the name; the first one is then told apart as well.
void folder::add_routine(const std::string& name, const std::optional<std::string>& signature,
                         const std::string& body) {
  if (!signature) {
    model_.routines[name] = body;
    return;
  }
  std::set<std::string>& known = model_.overloads[name];
  if (known.size() == 1) {
    move_key(model_.routines, name, name + "(" + *known.begin() + ")");
  }
  known.insert(*signature);
  model_.routines[known.size() == 1 ? name : name + "(" + *signature + ")"] = body;
}

void folder::remove_routine(const std::string& key, const std::string& name,
                            const std::optional<std::string>& signature) {
  model_.routines.erase(key);
  const auto known = model_.overloads.find(name);
  if (signature) forget_title("function " + name + "(" + *signature + ")");
  if (!signature && known != model_.overloads.end()) {
    for (const std::string& each : known->second)
      forget_title("function " + name + "(" + each + ")");
  }
  if (known != model_.overloads.end()) {
    if (signature) known->second.erase(*signature);
    if (!signature || known->second.empty()) {
      model_.overloads.erase(known);
    } else if (known->second.size() == 1) {
      move_key(model_.routines, name + "(" + *known->second.begin() + ")", name);
      return;
    } else {
      return;
    }
  }
  model_.volatilities.erase(name);
}

void folder::operator()(const sql::create_routine& s) {
  const std::string name = new_key(s.routine);
  const std::string body(s.body ? file_.slice(*s.body) : std::string_view());
  const std::optional<std::string> signature = signature_behind(s.routine);
  const std::string held = routine_key(name, signature);
  if (held.empty()) {
    report(effect_kind::routine_created, {}, name, s.routine.where);
    add_routine(name, signature, body);
  } else if (dialect_ == dialect::postgres && !s.or_replace) {
    report(effect_kind::routine_created, {}, name, s.routine.where);
    return;
  } else if (model_.routines.at(held) == body) {
    report(effect_kind::nothing, {}, held, s.routine.where);
  } else {
    report(effect_kind::routine_replaced, {}, held, s.routine.where);
    model_.routines.at(held) = body;
  }
  if (dialect_ == dialect::postgres) {
    model_.volatilities[name] = s.volatility == "immutable" ? volatility::constant
                                : s.volatility == "stable"  ? volatility::stable
                                                            : volatility::changing;
  }
  for (auto& [key, t] : model_.triggers) {
    if (!t.function.empty() && same_name(t.function, name, dialect_)) t.body = body_of(name);
  }
}

void folder::operator()(const sql::drop_routine& s) {
  for (const auto& routine : s.routines) {
    const std::string name = key_of(routine);
    const std::optional<std::string> signature = signature_behind(routine);
    const std::string held = routine_key(name, signature);
    if (!held.empty()) {
      report(effect_kind::routine_dropped, {}, held, routine.where);
      remove_routine(held, name, signature);
      if (s.cascade) drop_callers(name, routine.where);
    } else if (s.if_exists) {
      skip(effect_kind::routine_dropped, {}, name, routine.where);
    } else {
      report(effect_kind::routine_dropped, {}, name, routine.where);
    }
  }
}

/// CASCADE takes the triggers along that call the function.
void folder::drop_callers(const std::string& function, text::span where) {
  for (auto held = model_.triggers.begin(); held != model_.triggers.end();) {
    if (held->second.function != function) {
      ++held;
      continue;
    }
    report(effect_kind::trigger_dropped, held->second.table, held->second.name, where);
    held = model_.triggers.erase(held);
  }
}

}  // namespace sluice::schema
