#include "phases/trigger_program.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"
#include "phases/trigger_expression.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace sluice::phases {

namespace {

using sql::kind;

class machine : public trigger_expression {
 public:
  machine(std::string_view text, dialect d, row_context context, const std::set<std::string>& keys,
          std::string table)
      : trigger_expression(text, d, std::move(context)), keys_(keys), table_(std::move(table)) {}

  void run() {
    if (word("begin")) {
      ++at_;
      block(true);
      expect("end");
      accept_semicolon();
    } else if (dialect_ == dialect::postgres) {
      throw not_followed();  // DECLARE and the like
    } else {
      while (at_ < tokens_.size()) statement(true);
    }
    if (at_ != tokens_.size()) throw not_followed();
  }

  void comes_after_the_row() { after_ = true; }

  [[nodiscard]] symbolic_row row() const { return context_.row; }
  [[nodiscard]] const std::set<std::string>& elsewhere() const { return elsewhere_; }

 private:
  /// Up to END, ELSE and their kin.
  void block(bool live) {
    while (at_ < tokens_.size() && !word("end") && !word("else") && !word("elsif") &&
           !word("elseif") && !word("exception"))
      statement(live);
    if (word("exception")) throw not_followed();
  }

  void statement(bool live) {
    live = live && !returned_;
    if (at_semicolon()) {
      accept_semicolon();
    } else if (accept("if")) {
      branches(live);
    } else if (dialect_ == dialect::postgres && accept("return")) {
      // What an AFTER trigger returns does not count; NULL before would drop the row.
      const bool row = accept("new") || (context_.event == row_event::remove && accept("old"));
      const bool nothing = !row && accept("null");
      if (!row && (!nothing || (live && !after_))) throw not_followed();
      returned_ = returned_ || live;
      end_statement();
    } else if (dialect_ == dialect::postgres && word("new") && is(kind::dot, 1)) {
      at_ += 2;
      const std::string target = column();
      if (!accept_symbol(":=") && !accept_symbol("=")) throw not_followed();
      const symbol v = expression();
      if (live) context_.row[target] = context_.fresh[target] = v;
      end_statement();
    } else if (dialect_ == dialect::mysql && accept("set")) {
      do {
        expect("new");
        expect_symbol(".");
        const std::string target = column();
        if (!accept_symbol("=") && !accept_symbol(":=")) throw not_followed();
        const symbol v = expression();
        if (live) context_.row[target] = context_.fresh[target] = v;
      } while (accept_symbol(","));
      end_statement();
    } else {
      elsewhere(live);
    }
  }

  void end_statement() {
    if (at_ < tokens_.size() && !at_semicolon()) throw not_followed();
    accept_semicolon();
  }

  void branches(bool live) {
    const level deeper(*this);
    bool taken = false;
    do {
      const truth t = condition();
      expect("then");
      const bool runs = live && !returned_ && !taken;
      if (runs && t == truth::open) throw not_followed();
      block(runs && t == truth::yes);
      taken = taken || (runs && t == truth::yes);
    } while (accept("elsif") || accept("elseif"));
    if (accept("else")) block(live && !taken);
    expect("end");
    expect("if");
    accept_semicolon();
  }

  /// INSERT, UPDATE, DELETE: of another table, or in SQLite of the row itself.
  void elsewhere(bool live) {
    std::size_t skipped = 0;
    if (word("insert") && word("into", 1)) {
      skipped = 2;
    } else if (word("update") || word("replace")) {
      skipped = word("into", 1) ? 2 : 1;
    } else if (word("delete") && word("from", 1)) {
      skipped = 2;
    } else {
      throw not_followed();
    }
    const bool update = word("update");
    std::size_t ahead = skipped;
    if (!name(ahead)) throw not_followed();
    if (is(kind::dot, ahead + 1)) ahead += 2;
    const std::string target = sql::fold_name(shown(at_ + ahead), dialect_);
    if (schema::same_name(target, table_, dialect_)) {
      if (!update || dialect_ != dialect::sqlite) throw not_followed();
      at_ += ahead + 1;
      own_row(live);
      return;
    }
    if (live) elsewhere_.insert(target);
    for (int depth = 0; at_ < tokens_.size(); ++at_) {
      depth += is(kind::left_paren) ? 1 : is(kind::right_paren) ? -1 : 0;
      if (depth == 0 && at_semicolon()) break;
    }
    accept_semicolon();
  }

  /// ... SET c = e, ... WHERE key = NEW.key
  void own_row(bool live) {
    expect("set");
    symbolic_row changed = context_.row;
    do {
      const std::string target = column();
      expect_symbol("=");
      changed[target] = expression();
    } while (accept_symbol(","));
    expect("where");
    do {
      const std::size_t begin = at_;
      const std::string key = sql::fold_name(shown(at_), dialect_);
      ++at_;
      expect_symbol("=");
      expect("new");
      expect_symbol(".");
      if (!schema::same_name(sql::fold_name(shown(at_), dialect_), key, dialect_))
        throw not_followed();
      ++at_;
      const bool is_key = std::any_of(keys_.begin(), keys_.end(), [&](const std::string& k) {
        return schema::same_name(k, key, dialect_);
      });
      if (!is_key || begin == at_) throw not_followed();
    } while (accept("and"));
    end_statement();
    if (live) context_.row = changed;
  }

  const std::set<std::string>& keys_;
  std::string table_;
  bool returned_ = false;
  bool after_ = false;
  std::set<std::string> elsewhere_;
};

}  // namespace

program_run run_trigger(const schema::definition& trigger, dialect d, row_event event,
                        const symbolic_row& before, const symbolic_row& after,
                        const std::set<std::string>& keys) {
  program_run out;
  const std::string body = trigger.fact("body");
  const std::string language = trigger.fact("language");
  if (body.empty() || trigger.has("by statement") || (!language.empty() && language != "plpgsql"))
    return out;
  const row_context context{event, before, after, after};
  try {
    out.row = after;
    if (const std::string when = trigger.fact("when"); !when.empty()) {
      trigger_expression asked(when, d, context);
      const truth t = asked.condition();
      if (!asked.at_end() || t == truth::open) throw not_followed();
      if (t != truth::yes) {
        out.followed = true;
        return out;
      }
    }
    machine m(body, d, context, keys, trigger.table);
    if (trigger.fact("timing") == "after") m.comes_after_the_row();
    m.run();
    // What is assigned after the row was stored does not reach it.
    if (d == dialect::sqlite || trigger.fact("timing") != "after") out.row = m.row();
    out.elsewhere = m.elsewhere();
    out.followed = true;
  } catch (const not_followed&) {
    out.followed = false;
  } catch (const std::out_of_range&) {
    out.followed = false;
  }
  return out;
}

}  // namespace sluice::phases
