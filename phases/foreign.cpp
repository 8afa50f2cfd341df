#include "phases/foreign.hpp"

#include "dialects/sql/file_problem.hpp"
#include "dialects/text/error.hpp"
#include "phases/directive.hpp"
#include "phases/layout/placeholder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace sluice::phases {

namespace {

using layout::sending;

/// Statements of one file, as long as they stay in or out of one transaction.
class stretches {
 public:
  stretches(change& to, const layout::script& script, std::shared_ptr<const text::source> file,
            dialect d, const std::vector<sql::parsed_statement>& parsed)
      : to_(to), file_(std::move(file)), dialect_(d) {
    // PostgreSQL makes a transaction of a message of several statements, not of one.
    message_ =
        script.how == sending::as_one_message && d == dialect::postgres && parsed.size() != 1;
    open_ = message_ || script.how == sending::in_transaction ||
            (script.how == sending::unless_forbidden && !all_forbid(parsed));
    begin();
  }

  void add(step_statement statement) {
    const auto* control = std::get_if<sql::transaction_control>(&statement.parsed.what);
    // MySQL's DDL commits for itself, whatever stands around it.
    if (control == nullptr || dialect_ == dialect::mysql) {
      current_.statements.push_back(std::move(statement));
      return;
    }
    const auto verb = control->verb;
    if (verb == sql::transaction_verb::begin && !open_) {
      end();
      open_ = true;
      begin();
    }
    current_.statements.push_back(std::move(statement));
    if (verb == sql::transaction_verb::commit || verb == sql::transaction_verb::rollback) {
      end();
      open_ = message_;
      begin();
    }
  }

  void end() {
    if (!current_.statements.empty()) to_.steps.push_back(std::move(current_));
  }

 private:
  [[nodiscard]] bool all_forbid(const std::vector<sql::parsed_statement>& parsed) const {
    return std::all_of(parsed.begin(), parsed.end(), [&](const sql::parsed_statement& each) {
      return sql::forbids_transaction(each, *file_, dialect_);
    });
  }

  void begin() {
    current_ = {};
    current_.foreign = true;
    current_.file = file_;
    current_.no_transaction = !open_;
  }

  change& to_;
  std::shared_ptr<const text::source> file_;
  dialect dialect_;
  bool message_ = false;
  bool open_ = false;
  step current_;
};

void read_allowance(const text::source& file, text::span comment, step_statement* owner) {
  const auto found = read_directive(file, comment, phase::expand);
  if (!found) return;
  check_own_line(file, comment);
  const text::place where{file.name(), file.position_of(found->where.begin)};
  if (found->name != "allow")
    throw text::input_error(
        where,
        fmt::format("'sluice:{}' has no meaning in a migration of another tool", found->name),
        "only -- sluice:allow is read here");
  if (owner == nullptr)
    throw text::input_error(where, "no statement follows this 'sluice:allow'",
                            "put it above the statement that it speaks of");
  owner->allowances.push_back({found->argument, found->get("reason").value_or(""),
                               found->get("until").value_or(""), found->where});
}

/// What a placeholder stands for is known to the tool alone.
void make_opaque(sql::parsed_statement& statement, const layout::placeholder& found) {
  statement.outcome = sql::understanding::opaque;
  statement.what = sql::opaque{};
  statement.relations.clear();
  statement.changes_within.clear();
  statement.note = fmt::format("{} is filled in by the migration tool", found.text);
  statement.note_where = found.where;
}

/// Without what the server leaves out.
std::shared_ptr<const text::source> as_read_by(const server_version& server,
                                               std::shared_ptr<const text::source> file) {
  auto text = sql::text_on(file->bytes(), server);
  if (!text) return file;
  return std::make_shared<const text::source>(file->name(), std::move(*text));
}

/// Many tools that are known by names alone have templates: {{ stands in no SQL.
layout::placeholders replaced_in(const layout::script& script, dialect d) {
  const std::string_view bytes = script.text->bytes();
  if (script.replaced != layout::placeholders::none || bytes.find("{{") == std::string_view::npos)
    return script.replaced;
  const auto problem = sql::find_file_problem(sql::lex(bytes, d), bytes);
  return problem && bytes.substr(problem->where.begin, 2) == "{{"
             ? layout::placeholders::double_braces
             : script.replaced;
}

void append(change& to, const layout::script& script, const server_version& server) {
  const dialect d = dialect_of(server.kind);
  std::vector<layout::placeholder> filled;
  const auto readable =
      as_read_by(server, layout::with_names_for(script.text, replaced_in(script, d), filled));
  // What holds a placeholder is shown as it stands, and is opaque: nobody looks for a name in it.
  const auto file = filled.empty() ? readable : as_read_by(server, script.text);

  sql::script parsed = sql::parse(*readable, d);
  stretches out(to, script, file, d, parsed.statements);
  auto next = filled.begin();
  for (sql::parsed_statement& statement : parsed.statements) {
    step_statement one;
    one.parsed = std::move(statement);
    one.forbids_transaction = sql::forbids_transaction(one.parsed, *readable, d);
    for (const text::span comment : one.parsed.comments) read_allowance(*file, comment, &one);
    while (next != filled.end() && next->where.begin < one.parsed.where.begin) ++next;
    if (next != filled.end() && one.parsed.where.contains(next->where))
      make_opaque(one.parsed, *next);
    out.add(std::move(one));
  }
  for (const text::span comment : parsed.trailing_comments) read_allowance(*file, comment, nullptr);
  out.end();
}

/// A program is one statement that nobody understands: what it does to the schema is unknown.
void append_program(change& to, const layout::script& script, const std::string& language) {
  step out;
  out.foreign = true;
  out.file = script.text;
  const std::string_view bytes = script.text->bytes();
  const std::size_t begin = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
  const std::size_t end = std::min(bytes.find_first_of("\r\n", begin), bytes.size());
  step_statement one;
  one.parsed.where = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  one.parsed.whole = {0, static_cast<std::uint32_t>(bytes.size())};
  one.parsed.note = fmt::format("it is written in {}, and Sluice reads SQL", language);
  one.parsed.note_where = one.parsed.where;
  out.statements.push_back(std::move(one));
  to.steps.push_back(std::move(out));
}

}  // namespace

std::vector<change> changes_of(const layout::history& history, const server_version& server) {
  std::vector<change> out;
  out.reserve(history.migrations.size());
  for (const layout::migration& m : history.migrations) {
    change c;
    c.id = m.id;
    c.slug = m.id;
    for (const layout::script& script : m.scripts) {
      if (m.language.empty())
        append(c, script, server);
      else
        append_program(c, script, m.language);
    }
    // Even a file without a statement is a file that was read.
    if (c.steps.empty() && !m.scripts.empty()) {
      c.steps.emplace_back();
      c.steps.back().foreign = true;
      c.steps.back().file = m.scripts.front().text;
    }
    out.push_back(std::move(c));
  }
  return out;
}

}  // namespace sluice::phases
