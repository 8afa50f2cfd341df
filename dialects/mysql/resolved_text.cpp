#include "dialects/mysql/resolved_text.hpp"

#include "dialects/sql/token.hpp"

#include <map>
#include <vector>

namespace sluice::mysql {
namespace {

class reader {
 public:
  reader(std::string_view text, std::string database)
      : text_(text), database_(std::move(database)) {
    for (const auto& token : sql::lex(text, dialect::mysql)) {
      if (!sql::is_trivia(token.what)) {
        tokens_.push_back(token);
      }
    }
  }

  std::set<std::string> take() {
    walk(false);
    walk(true);
    return std::move(footprint_);
  }

 private:
  struct chain {
    std::vector<std::string> parts;
    std::size_t end = 0;  ///< the token behind it
  };

  [[nodiscard]] bool is(std::size_t i, sql::kind k) const {
    return i < tokens_.size() && tokens_[i].what == k;
  }
  [[nodiscard]] std::string_view bytes(std::size_t i) const {
    return text_.substr(tokens_[i].where.begin, tokens_[i].where.size());
  }
  [[nodiscard]] std::string word(std::size_t i) const {
    return i < tokens_.size() && sql::is_word(tokens_[i].what) ? sql::upper_case(bytes(i))
                                                               : std::string();
  }

  /// Quoted names joined by dots.
  [[nodiscard]] chain chain_at(std::size_t i) const {
    chain c;
    for (c.end = i; is(c.end, sql::kind::quoted_name); ++c.end) {
      c.parts.push_back(sql::fold_name(bytes(c.end), dialect::mysql));
      if (!is(c.end + 1, sql::kind::dot)) {
        ++c.end;
        return c;
      }
      ++c.end;
    }
    return c;
  }

  /// First for the tables and their aliases, then for the columns, which may come before them.
  void walk(bool columns) {
    int depth = 0;
    bool assigning = false;  ///< behind SET or ON DUPLICATE KEY UPDATE
    bool target_next = false;
    const bool inserts = word(0) == "INSERT" || word(0) == "REPLACE";
    // DELETE a FROM ... names its targets before FROM; DELETE FROM a, b USING ... before USING.
    const bool deletes = word(0) == "DELETE";
    const char* end_of_targets = word(1) == "FROM" ? "USING" : "FROM";
    bool in_deleted = deletes;
    bool in_target_list = inserts;
    for (std::size_t i = 0; i < tokens_.size();) {
      if (is(i, sql::kind::quoted_name)) {
        const chain c = chain_at(i);
        if (columns) {
          note_column(c, target_next && is(c.end, sql::kind::equals), in_target_list);
        } else {
          note_table(c, inserts && i > 0 && word(i - 1) == "INTO", in_deleted);
        }
        target_next = false;
        i = c.end;
        continue;
      }
      depth += is(i, sql::kind::left_paren) ? 1 : 0;
      depth -= is(i, sql::kind::right_paren) ? 1 : 0;
      if (depth == 0) {
        const std::string w = word(i);
        in_deleted =
            in_deleted && w != end_of_targets && w != "WHERE" && w != "ORDER" && w != "LIMIT";
        if (w == "SET" || (w == "UPDATE" && i > 0 && word(i - 1) == "KEY")) {
          assigning = target_next = true;
        } else if (w == "WHERE" || w == "ORDER" || w == "LIMIT") {
          assigning = false;
        } else if (w == "SELECT" || w == "VALUES" || w == "VALUE" || w == "WITH") {
          in_target_list = false;
        } else if (is(i, sql::kind::comma)) {
          target_next = assigning;
        }
      }
      ++i;
    }
  }

  void note_table(const chain& c, bool only_written, bool deleted) {
    if (c.parts.size() != 2 || c.parts[0] != database_ ||
        (is(c.end, sql::kind::left_paren) && !only_written)) {
      return;  // a column, or a stored function
    }
    const std::string& table = c.parts[1];
    tables_[table].insert(table);
    if (is(c.end, sql::kind::quoted_name)) {
      tables_[sql::fold_name(bytes(c.end), dialect::mysql)].insert(table);
    }
    if (deleted) {
      footprint_.insert("w " + table);
    }
    if (!only_written) {
      footprint_.insert("r " + table);
    }
  }

  void note_column(const chain& c, bool assigned, bool in_target_list) {
    const bool qualified = c.parts.size() == 3 && c.parts[0] == database_;
    if (in_target_list || (c.parts.size() != 2 && !qualified) ||
        (c.parts.size() == 2 && c.parts[0] == database_)) {
      return;
    }
    const auto table = tables_.find(c.parts[c.parts.size() - 2]);
    if (table == tables_.end()) {
      return;
    }
    // One alias may stand for several tables in different subqueries: then for all of them.
    for (const auto& name : table->second) {
      footprint_.insert((assigned ? "w " : "r ") + name + "." + c.parts.back());
      if (assigned) {
        footprint_.insert("w " + name);
      }
    }
  }

  std::string_view text_;
  std::string database_;
  std::vector<sql::token> tokens_;
  std::map<std::string, std::set<std::string>> tables_;  ///< name or alias -> tables
  std::set<std::string> footprint_;
};

}  // namespace

std::set<std::string> footprint_of(std::string_view resolved, const std::string& database) {
  return reader(resolved, database).take();
}

}  // namespace sluice::mysql
