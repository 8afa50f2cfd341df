#include "migrator/lint_changes.hpp"

#include "dialects/sql/statement_tree.hpp"
#include "dialects/text/error.hpp"
#include "migrator/releases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace sluice::migrator {

step_names steps_not_done(const std::vector<phases::change>& changes, const phases::history& past) {
  step_names out;
  for (const phases::change& c : changes) {
    for (const phases::step& s : c.steps) {
      if (!past.is_done(c.id, s.phase)) out.emplace_back(c.id, s.phase);
    }
  }
  return out;
}

lint::lint_input lint_input_of(const std::vector<phases::change>& changes,
                               const server_version& server, const std::string& today,
                               const step_names* wanted) {
  lint::lint_input out;
  out.server = server;
  out.today = today;
  for (const phases::change& c : changes) {
    for (const phases::step& s : c.steps) {
      lint::step_input in;
      in.change = c.id;
      in.phase = s.phase;
      in.foreign = s.foreign;
      in.file = s.file.get();
      in.no_transaction = s.no_transaction;
      in.transactional = out.which() != dialect::mysql && s.fits_transaction();
      in.report = wanted == nullptr || std::find(wanted->begin(), wanted->end(),
                                                 std::pair(c.id, s.phase)) != wanted->end();
      for (const phases::step_statement& statement : s.statements) {
        lint::statement_input one;
        one.statement = &statement.parsed;
        for (const phases::allowance& a : statement.allowances)
          one.allowances.push_back({a.rule, a.reason, a.until, a.where});
        one.is_backfill = statement.backfill.has_value();
        if (statement.backfill) one.backfill_name = statement.backfill->name;
        in.statements.push_back(std::move(one));
      }
      out.steps.push_back(std::move(in));
    }
  }
  return out;
}

void hold_contracts(lint::lint_input& input, const step_names& pending) {
  if (input.queries.empty()) return;
  std::stable_partition(input.steps.begin(), input.steps.end(), [&](const lint::step_input& s) {
    return s.phase != phases::phase::contract ||
           std::find(pending.begin(), pending.end(), std::pair(s.change, s.phase)) == pending.end();
  });
}

namespace {

/// [RELEASE=]PATH, taken apart.
struct release_path {
  std::string release, path;
};

release_path take_apart(const std::string& said) {
  namespace fs = std::filesystem;
  const std::size_t equals = said.find('=');
  if (equals != std::string::npos && !fs::exists(said)) {
    release_path out{said.substr(0, equals), said.substr(equals + 1)};
    if (!out.release.empty() && !out.path.empty()) return out;
    throw text::input_error(
        fmt::format("'{}' names no {}", said, out.release.empty() ? "release" : "file or folder"),
        "--queries RELEASE=PATH, or PATH alone");
  }
  fs::path last = fs::path(said).lexically_normal();
  if (!last.has_filename()) last = last.parent_path();  // "releases/web@41/"
  return {(fs::is_directory(last) ? last.filename() : last.stem()).string(), said};
}

lint::recorded_query query_of(requirement_row&& row, const std::string& release) {
  const std::size_t colon = row.place.rfind(':');
  lint::recorded_query out;
  out.release = release;
  out.file = row.place.substr(0, colon);
  out.line = std::stoul(row.place.substr(colon + 1));
  out.sql = std::move(row.sql);
  return out;
}

}  // namespace

std::vector<lint::recorded_query> lint_queries(const std::vector<std::string>& said, dialect d) {
  std::vector<lint::recorded_query> out;
  for (const std::string& each : said) {
    const auto [release, path] = take_apart(each);
    bool about_rows = false;
    for (requirement_row& row : read_queries({path}, d)) {
      out.push_back(query_of(std::move(row), release));
      about_rows = about_rows || sql::read_statement_tree(out.back().sql, d).about_rows;
    }
    if (!about_rows)
      throw text::input_error(fmt::format("no statement in '{}' reads or writes rows", path),
                              "give the SQL that the release runs, not that of its migrations");
  }
  return out;
}

protected_queries lint_queries(target& t) {
  protected_queries out;
  if (!t.book.exists()) return out;
  std::map<std::string, std::vector<std::string>> by_statements;
  for (const release_row& r : t.book.read_releases()) {
    if (!phases::is_protected(r.status)) continue;
    out.releases.push_back(
        fmt::format("{} ({})", r.id.text(), phases::release_status_name(r.status)));
    if (r.requirements.empty()) {
      out.without.push_back(r.id.text());
    } else {
      by_statements[r.requirements].push_back(r.id.text());
    }
  }
  for (const auto& [hash, names] : by_statements) {
    const std::string together = fmt::format("{}", fmt::join(names, ", "));
    for (requirement_row& row : t.book.read_requirements(hash))
      out.queries.push_back(query_of(std::move(row), together));
  }
  return out;
}

std::optional<lint::layout_note> layout_note_of(const phases::folder_reading& read) {
  if (!read.is_foreign()) return std::nullopt;
  lint::layout_note out;
  out.name = read.layout;
  out.down_parts = read.down_parts;
  out.parts_of_other_engines = read.parts_of_other_engines;
  for (const phases::layout::file_note& file : read.files) {
    using phases::layout::role;
    out.files += file.what == role::up ? 1u : 0u;
    out.down_files += file.what == role::down ? 1u : 0u;
    if (file.what == role::left_out || file.what == role::other_engine)
      out.left_out.push_back({file.path, file.why});
  }
  return out;
}

}  // namespace sluice::migrator
