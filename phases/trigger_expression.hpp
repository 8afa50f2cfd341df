#pragma once

#include "dialects/sql/token.hpp"
#include "phases/trigger_program.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

/// The expressions and conditions of trigger programs, over values that are only names.
namespace sluice::phases {

/// Thrown where a program does something that is not followed.
struct not_followed {};

/// Conditions: true, false, NULL, or not to be known.
enum class truth { yes, no, null, open };

/// Where OLD and NEW and, in SQLite, bare column names lead.
struct row_context {
  row_event event = row_event::insert;
  symbolic_row before;  ///< OLD
  symbolic_row fresh;   ///< NEW
  symbolic_row row;     ///< the row as it stands; in SQLite NEW does not follow it
};

class trigger_expression {
 public:
  trigger_expression(std::string_view text, dialect d, row_context context);

  /// Throws not_followed.
  [[nodiscard]] truth condition();
  [[nodiscard]] symbol expression();
  [[nodiscard]] bool at_end() const { return at_ == tokens_.size(); }

 protected:
  [[nodiscard]] std::string_view shown(std::size_t i) const;
  [[nodiscard]] bool is(sql::kind k, std::size_t ahead = 0) const;
  [[nodiscard]] bool word(std::string_view w, std::size_t ahead = 0) const;
  [[nodiscard]] bool symbol_is(std::string_view s, std::size_t ahead = 0) const;
  [[nodiscard]] bool name(std::size_t ahead = 0) const;
  bool accept(std::string_view w);
  void expect(std::string_view w);
  bool accept_symbol(std::string_view s);
  void expect_symbol(std::string_view s);
  [[nodiscard]] bool at_semicolon() const;
  void accept_semicolon();
  /// A column of the row.
  std::string column();

  std::string_view text_;
  dialect dialect_;
  row_context context_;
  sql::token_stream tokens_;
  std::size_t at_ = 0;

  /// Throws not_followed when brackets, CASE or IF stand too deep in each other.
  class level {
   public:
    explicit level(trigger_expression& e) : depth_(e.depth_) {
      constexpr int deepest = 100;
      if (++depth_ <= deepest) return;
      --depth_;
      throw not_followed();
    }
    ~level() { --depth_; }
    level(const level&) = delete;
    level& operator=(const level&) = delete;

   private:
    int& depth_;
  };

 private:
  truth conjunction();
  truth negation();
  truth comparison();
  [[nodiscard]] bool continues() const;
  symbol primary();
  symbol call();
  symbol choice();

  int depth_ = 0;
};

}  // namespace sluice::phases
