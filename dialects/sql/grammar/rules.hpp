#pragma once

#include "dialects/sql/parse_state.hpp"

#include <tao/pegtl.hpp>

#include <algorithm>
#include <string_view>

/// The terminals and the control class of every statement grammar. A grammar reads the string of a
/// statement's token kinds; comments, white space, case and quoting are the lexer's business.
namespace sluice::sql::rules {

namespace pegtl = tao::pegtl;

using kinds_memory = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf, const char*>;

/// Takes back what an abandoned branch read, and the nodes it left.
class tree_mark {
 public:
  static constexpr pegtl::rewind_mode next_rewind_mode = pegtl::rewind_mode::active;

  tree_mark(kinds_memory& in, tree& nodes)
      : input_(&in), nodes_(&nodes), place_(in.iterator()), size_(nodes.size()) {}
  ~tree_mark() {
    if (input_ == nullptr) return;
    input_->iterator() = place_;
    nodes_->truncate(size_);
  }
  tree_mark(const tree_mark&) = delete;
  tree_mark& operator=(const tree_mark&) = delete;

  [[nodiscard]] bool operator()(bool matched) {
    if (matched) input_ = nullptr;
    return matched;
  }

 private:
  kinds_memory* input_;
  tree* nodes_;
  kinds_memory::iterator_t place_;
  std::size_t size_;
};

/// A statement's kinds; PEGTL marks it wherever it may have to come back.
class kinds_input : public kinds_memory {
 public:
  explicit kinds_input(parse_state& s)
      : kinds_memory(s.kinds.data(), s.kinds.data() + s.kinds.size(), ""), nodes_(&s.nodes) {}

  template <pegtl::rewind_mode M>
  [[nodiscard]] auto mark() {
    if constexpr (M == pegtl::rewind_mode::required) {
      return tree_mark(*this, *nodes_);
    } else {
      return kinds_memory::mark<M>();
    }
  }

 private:
  tree* nodes_;
};

/// One token of one of these kinds.
template <kind... K>
struct tok : pegtl::one<static_cast<char>(K)...> {};

/// These tokens in this order.
template <kind... K>
struct words : pegtl::seq<tok<K>...> {};

/// A sequence that leaves a node in the tree.
template <node N, typename... Rules>
struct as : pegtl::seq<Rules...> {
  static constexpr node id = N;
};

template <typename Rule>
concept makes_node = requires {
  Rule::id;
};

[[nodiscard]] inline std::size_t index_of(const kinds_input& in) {
  return static_cast<std::size_t>(in.current() - in.begin());
}
[[nodiscard]] inline kind kind_at(const kinds_input& in, std::size_t ahead = 0) {
  return in.size() > ahead ? static_cast<kind>(in.peek_uint8(ahead)) : kind::end_of_input;
}

/// A rule written as code: Self::test(input, state) consumes and returns true, or leaves the input.
template <typename Self>
struct tested {
  using rule_t = Self;
  using subs_t = pegtl::empty_list;

  template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action,
            template <typename...> class Control>
  static bool match(kinds_input& in, parse_state& s) {
    return Self::test(in, s);
  }
};

/// What failures of a rule teach the message: nothing, unless a terminal says so here.
template <typename Rule>
struct failure_note {
  static void record(std::size_t /*at*/, parse_state& /*s*/) {}
};
template <kind... K>
struct failure_note<tok<K...>> {
  static constexpr kind_set kinds = kind_set::of(K...);
  static void record(std::size_t at, parse_state& s) { s.failed_at(at, kinds); }
};

/// Builds the tree and remembers the furthest failure.
template <typename Rule>
struct tree_control : pegtl::normal<Rule> {
  static void start(const kinds_input& in, parse_state& s) {
    ++s.attempts;
    if constexpr (makes_node<Rule>) {
      s.nodes.open(Rule::id, static_cast<std::uint32_t>(index_of(in)));
    }
  }
  static void success(const kinds_input& in, parse_state& s) {
    if constexpr (makes_node<Rule>) {
      s.nodes.close(static_cast<std::uint32_t>(index_of(in)));
    }
  }
  static void failure(const kinds_input& in, parse_state& s) {
    if constexpr (makes_node<Rule>) s.nodes.abandon();
    failure_note<Rule>::record(index_of(in), s);
  }
};

/// Runs a compiled grammar from where the input stands.
template <typename Grammar>
bool match_here(kinds_input& in, parse_state& s) {
  return pegtl::match<Grammar, pegtl::apply_mode::nothing, pegtl::rewind_mode::required,
                      pegtl::nothing, tree_control>(in, s);
}

/// True at the end; otherwise what comes too much is where the parse failed.
inline bool finished(const kinds_input& in, parse_state& s) {
  if (in.empty()) return true;
  s.failed_at(index_of(in), kind::end_of_input);
  return false;
}

/// Runs a grammar over the whole statement.
template <typename Grammar>
bool match_statement(parse_state& s) {
  s.nodes.clear();
  kinds_input in(s);
  s.depth = 0;
  return match_here<Grammar>(in, s) && finished(in, s);
}

/// Counts levels while it lives.
class level {
 public:
  explicit level(parse_state& s) : state_(s) {
    if (++state_.depth > max_depth) throw too_deep();
  }
  ~level() { --state_.depth; }
  level(const level&) = delete;
  level& operator=(const level&) = delete;

 private:
  parse_state& state_;
};

// clang-format off

/// Elements separated by commas.
template <typename Element>
struct comma_list : pegtl::list<Element, tok<kind::comma>> {};

template <typename... Rules>
struct in_parens : pegtl::seq<tok<kind::left_paren>, Rules..., tok<kind::right_paren>> {};

/// A bracket with everything up to its partner, without a look inside.
template <kind Open>
struct balanced : tested<balanced<Open>> {
  static bool test(kinds_input& in, parse_state& s) {
    if (kind_at(in) != Open) return false;
    in.bump(s.closers[index_of(in)] + 1 - index_of(in));
    return true;
  }
};
template <kind Open>
struct failure_note<balanced<Open>> {
  static void record(std::size_t at, parse_state& s) { s.failed_at(at, Open); }
};
using balanced_parens = balanced<kind::left_paren>;
using balanced_brackets = balanced<kind::left_bracket>;

/// Any token, a bracket together with its content; stops before a comma or a closing bracket.
struct any_element : tested<any_element> {
  static bool test(kinds_input& in, parse_state& s) {
    const kind k = kind_at(in);
    if (k == kind::end_of_input || k == kind::comma || k == kind::right_paren || k == kind::right_bracket) return false;
    const bool opens = k == kind::left_paren || k == kind::left_bracket;
    in.bump(opens ? s.closers[index_of(in)] + 1 - index_of(in) : 1);
    return true;
  }
};
/// The same with commas: everything up to the enclosing bracket or the end.
struct anything : pegtl::star<pegtl::sor<any_element, tok<kind::comma>>> {};

/// A word of any sort, keywords included.
struct any_word : tested<any_word> {
  static bool test(kinds_input& in, parse_state& /*s*/) {
    if (!is_word(kind_at(in))) return false;
    in.bump(1);
    return true;
  }
};

/// A word by its text, for the many that statements are told apart by and that are no kinds.
template <std::size_t N>
struct literal {
  char text[N]{};
  // NOLINTNEXTLINE: made from what stands between quotes
  constexpr literal(const char (&from)[N]) { std::copy_n(from, N, text); }
  [[nodiscard]] constexpr std::string_view view() const { return {text, N - 1}; }
};
template <literal... Words>
struct the_word : tested<the_word<Words...>> {
  static bool test(kinds_input& in, parse_state& s) {
    if (!is_word(kind_at(in))) return false;
    const std::string_view text = s.text(index_of(in));
    if (!(same_word(text, Words.view()) || ...)) return false;
    in.bump(1);
    return true;
  }
};
/// These words in this order.
template <literal... Words>
struct the_words : pegtl::seq<the_word<Words>...> {};

// clang-format on

}  // namespace sluice::sql::rules
