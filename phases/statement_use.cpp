#include "phases/statement_use.hpp"

#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>

namespace sluice::phases {

namespace {

using sql::kind;

/// Names are compared as the dialect does: MySQL and SQLite ignore the case of ASCII letters.
std::string comparable(std::string_view name, dialect d) {
  return d == dialect::postgres ? std::string(name) : sql::lower_case(name);
}

}  // namespace

std::string bare_name(std::string_view table) {
  return std::string(table.substr(table.rfind('.') + 1));
}

program_words::program_words(std::string_view text, dialect d) : dialect_(d) {
  sql::token_stream tokens = sql::lex(text, d);
  std::erase_if(tokens, [](const sql::token& t) {
    return sql::is_trivia(t.what) || t.what == kind::end_of_input;
  });
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto shown = [&](std::size_t at) {
      return text.substr(tokens[at].where.begin, tokens[at].where.size());
    };
    const bool before_bracket = i + 1 < tokens.size() && tokens[i + 1].what == kind::left_paren;
    if (shown(i) == "*") {
      // In `SELECT *`, `, *`, `t.*`, `ALL *` and `RETURNING *`; a product has an operand before it.
      const kind before = i == 0 ? kind::comma : tokens[i - 1].what;
      const std::string_view word = i == 0 ? std::string_view() : shown(i - 1);
      star = star || before == kind::comma || before == kind::dot ||
             sql::same_word(word, "select") || sql::same_word(word, "distinct") ||
             sql::same_word(word, "all") || sql::same_word(word, "returning");
      continue;
    }
    if (tokens[i].what != kind::quoted_name && !sql::is_word(tokens[i].what)) continue;
    const std::string name = comparable(sql::fold_name(shown(i), d), d);
    words.insert(name);
    if (before_bracket) called.insert(name);
    const bool inserting = name == "insert" || name == "merge" || name == "replace";
    inserts = inserts || inserting;
    writes = writes || inserting || name == "update" || name == "delete" || name == "truncate";
  }
}

bool program_words::mentions(std::string_view word) const {
  return words.contains(comparable(word, dialect_));
}

bool program_words::calls(std::string_view routine) const {
  return called.contains(comparable(routine, dialect_));
}

statement_use::statement_use(std::string_view sql, dialect d,
                             const std::set<std::string>& footprint, bool exact,
                             const std::vector<std::string>& insert_columns,
                             const std::set<std::string>& known)
    : dialect_(d), exact_(exact) {
  read_text(sql);
  read_footprint(footprint, known);
  read_statement(sql, insert_columns);
}

void statement_use::read_text(std::string_view sql) {
  program_words text(sql, dialect_);
  words_ = std::move(text.words);
  called_ = std::move(text.called);
  star_ = text.star;
}

void statement_use::read_footprint(const std::set<std::string>& footprint,
                                   const std::set<std::string>& known) {
  std::set<std::string> behind_views;
  bool writes_view = false;
  for (const std::string& entry : footprint) {
    if (entry.size() < 3) continue;
    const char access = entry.front();
    std::string table = entry.substr(2);
    std::string column;
    if (!known.contains(table)) {
      const std::size_t dot = table.rfind('.');
      if (dot == std::string::npos) continue;  // of the system
      column = table.substr(dot + 1);
      table.resize(dot);
    }
    table_use& use = tables[table];
    if (access == 'w') {
      // What is done is told by the text; until then, everything.
      use.inserts = use.updates = use.deletes = true;
      if (!column.empty()) use.written.insert(column);
    } else {
      use.reads = true;
      if (!column.empty()) use.read.insert(column);
      if (access == 'v') behind_views.insert(table);
    }
  }
  // What the engine found empty or constant is not in its answer, and yet in the statement.
  for (const std::string& table : known) {
    if (!exact_ && mentions(bare_name(table))) tables[table].reads = true;
  }
  // A view that is written hands the rows on to what it is made of.
  for (const auto& entry : tables)
    writes_view = writes_view || (entry.second.writes() && !behind_views.empty());
  if (!writes_view) return;
  for (const std::string& table : behind_views) {
    table_use& use = tables[table];
    use.inserts = use.updates = use.deletes = true;
    use.written.insert(use.read.begin(), use.read.end());
  }
}

table_use* statement_use::find(std::string_view table) {
  const auto found = schema::find_entry(tables, table, dialect_);
  return found == tables.end() ? nullptr : &found->second;
}

void statement_use::read_statement(std::string_view text,
                                   const std::vector<std::string>& insert_columns) {
  const text::source file("", std::string(text));
  const sql::script script = sql::parse(file, dialect_);
  if (script.statements.size() != 1 ||
      script.statements.front().outcome != sql::understanding::understood)
    return;
  const sql::statement& what = script.statements.front().what;
  const auto only = [&](table_use& use, bool inserts, bool updates, bool deletes) {
    use.inserts = inserts;
    use.updates = updates;
    use.deletes = deletes;
  };
  // A common table expression may write the same table once more, in another way.
  const std::size_t writing = std::size_t{words_.contains("insert") || words_.contains("replace")} +
                              words_.count("update") + words_.count("delete");
  const bool nested =
      (words_.contains("with") && writing > 1) || !script.statements.front().changes_within.empty();
  if (const auto* insert = std::get_if<sql::insert>(&what)) {
    table_use* use = find(schema::model_name(insert->table, dialect_));
    if (use == nullptr || nested) return;
    use->handles_conflicts =
        insert->upsert || insert->replace || mentions("ignore") || mentions("conflict");
    only(*use, true, insert->upsert || insert->replace, insert->replace);
    std::set<std::string> given;
    if (insert->columns) {
      for (const sql::name& n : *insert->columns) given.insert(n.text);
    } else {
      given.insert(insert_columns.begin(), insert_columns.end());
    }
    if (insert->columns || insert->default_values || !insert_columns.empty()) use->given = given;
  } else if (const auto* update = std::get_if<sql::update>(&what)) {
    table_use* use = find(schema::model_name(update->target.table, dialect_));
    if (use != nullptr && !nested) only(*use, false, true, false);
    if (dialect_ == dialect::mysql && !nested) {
      for (const sql::table_reference& other : update->others) {
        if (table_use* too = find(schema::model_name(other.table, dialect_)); too && too->writes())
          only(*too, false, true, false);
      }
    }
  } else if (const auto* remove = std::get_if<sql::delete_rows>(&what)) {
    table_use* use = find(schema::model_name(remove->target.table, dialect_));
    if (use != nullptr && !nested) only(*use, false, false, true);
  }
}

bool statement_use::mentions(std::string_view word) const {
  return words_.contains(comparable(word, dialect_));
}

bool statement_use::calls(std::string_view routine) const {
  return called_.contains(comparable(routine, dialect_));
}

bool statement_use::reads_column(const std::string& table, const std::string& column) const {
  const auto use = tables.find(table);
  if (use == tables.end()) return false;
  return use->second.read.contains(column) || (!exact_ && (mentions(column) || star_));
}

bool statement_use::writes_column(const std::string& table, const std::string& column) const {
  const auto use = tables.find(table);
  if (use == tables.end() || !use->second.writes()) return false;
  const auto has = [&](const std::set<std::string>& names) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& n) {
      return schema::same_name(n, column, dialect_);
    });
  };
  return has(use->second.written) || (use->second.given && has(*use->second.given)) ||
         (!exact_ && mentions(column));
}

}  // namespace sluice::phases
