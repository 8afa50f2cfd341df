#include "cmd/failure.hpp"

#include "cmd/exit_code.hpp"
#include "cmd/json.hpp"
#include "dialects/text/error.hpp"
#include "migrator/recover.hpp"
#include "migrator/run.hpp"

#include <fmt/format.h>

#include <exception>

namespace sluice::cmd {

namespace {

struct failure_text {
  int code = failed;
  std::string kind;  ///< for machines: "input", "database", "step", ...
  std::string message;
  std::vector<std::string> more;  ///< lines below the message
  std::string help;
  std::string file;
  std::size_t line = 0, column = 0;
  std::string database_code;
};

failure_text of(const text::input_error& e) {
  failure_text out{bad_input, "input", e.what(), {}, e.help(), "", 0, 0, ""};
  if (e.where()) {
    out.file = e.where()->file;
    out.line = e.where()->at.line;
    out.column = e.where()->at.column;
  }
  return out;
}

failure_text of(const migrator::step_error& e, bool stopped) {
  failure_text out;
  out.code = stopped && e.kind == text::failure::cancelled ? +not_ready : +failed;
  out.kind = "step";
  out.file = e.where.file;
  out.line = e.where.at.line;
  out.column = e.where.at.column;
  out.database_code = e.code;
  out.message =
      fmt::format("{}:{}:{}: {}", e.where.file, e.where.at.line, e.where.at.column, e.what());
  if (!e.source_line.empty()) {
    out.more.push_back(fmt::format("  {}", e.source_line));
    out.more.push_back(fmt::format("  {}^", std::string(e.where.at.column - 1, ' ')));
  }
  if (!e.code.empty()) out.more.push_back(fmt::format("  the database's code: {}", e.code));
  out.more.push_back(fmt::format("  now: {}", e.state_now));
  out.help = e.next;
  return out;
}

failure_text of(const text::database_error& e) {
  failure_text out;
  out.kind = "database";
  out.message = e.what();
  out.database_code = e.code();
  if (!e.detail.empty()) out.more.push_back(fmt::format("  detail: {}", e.detail));
  if (!e.hint.empty()) out.more.push_back(fmt::format("  hint: {}", e.hint));
  switch (e.kind()) {
    case text::failure::connection:
      out.help = "check the URL's host, port and socket, and that the server runs";
      break;
    case text::failure::access:
      out.help = "check user, password and the privileges of the account";
      break;
    case text::failure::read_only:
      out.help = "name the primary, or make the database writable";
      break;
    case text::failure::full:
      out.help = "free some space; what was not committed is rolled back";
      break;
    case text::failure::lock_timeout:
      out.help = "somebody else holds a lock: run the command again, or find the holder";
      break;
    case text::failure::cancelled:
    case text::failure::constraint:
    case text::failure::deadlock:
    case text::failure::missing:
    case text::failure::other:
    case text::failure::syntax:
      break;
  }
  return out;
}

failure_text of(const migrator::history_error& e) {
  failure_text out{bad_input, "history", "the folder and the ledger do not agree", {}, "", "", 0,
                   0,         ""};
  for (const auto& p : e.problems) {
    out.more.push_back(fmt::format("  {}", p.message));
    out.more.push_back(fmt::format("    help: {}", p.help));
  }
  out.more.push_back("  now: nothing was applied");
  return out;
}

failure_text current_failure(bool stopped) {
  try {
    throw;
  } catch (const text::input_error& e) {
    return of(e);
  } catch (const migrator::step_error& e) {
    return of(e, stopped);
  } catch (const migrator::history_error& e) {
    return of(e);
  } catch (const migrator::ledger_error& e) {
    return {failed, "ledger", e.what(), {}, e.help(), "", 0, 0, ""};
  } catch (const migrator::busy_error& e) {
    return {e.exit_code, "busy", e.what(), {}, e.help, "", 0, 0, ""};
  } catch (const migrator::undecided_error& e) {
    return {unknown, "undecided", e.what(), {}, e.help, "", 0, 0, ""};
  } catch (const migrator::stopped_error& e) {
    return {not_ready, "stopped", e.what(), {}, "", "", 0, 0, ""};
  } catch (const text::database_error& e) {
    failure_text out = of(e);
    if (stopped && e.kind() == text::failure::cancelled) out.code = not_ready;
    return out;
  } catch (const std::exception& e) {
    return {failed, "bug", fmt::format("{} (this is a bug in Sluice)", e.what()), {}, "", "", 0,
            0,      ""};
  }
}

}  // namespace

int report_failure(terminal& term, bool as_json) {
  const failure_text f = current_failure(term.stop_requested());
  if (as_json) {
    json error{{"kind", f.kind}, {"message", f.message}, {"exit_code", f.code}};
    if (!f.file.empty()) {
      error["file"] = f.file;
      error["line"] = f.line;
      error["column"] = f.column;
    }
    if (!f.database_code.empty()) error["database_code"] = f.database_code;
    std::string detail;
    for (const std::string& m : f.more) detail += m + "\n";
    if (!detail.empty()) error["detail"] = detail;
    if (!f.help.empty()) error["help"] = f.help;
    print_json(term, {{"version", 1}, {"error", error}});
    return f.code;
  }
  term.complain(fmt::format("error: {}", f.message));
  for (const std::string& m : f.more) term.complain(m);
  if (!f.help.empty()) term.complain(fmt::format("help: {}", f.help));
  return f.code;
}

}  // namespace sluice::cmd
