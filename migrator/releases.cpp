#include "migrator/releases.hpp"

#include "migrator/lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace sluice::migrator {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_name = 190;

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= longest_name &&
         std::none_of(text.begin(), text.end(), [](char c) {
           return c == '@' || c == ' ' || static_cast<unsigned char>(c) < 0x20;
         });
}

std::vector<fs::path> sql_files(const std::string& path) {
  std::error_code problem;
  if (!fs::exists(path, problem))
    throw text::input_error(fmt::format("no file or folder '{}'", path),
                            "--queries names .sql files, or folders that hold them");
  if (!fs::is_directory(path, problem)) return {path};
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file() && entry.path().extension() == ".sql") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  if (out.empty())
    throw text::input_error(fmt::format("no .sql file in '{}'", path),
                            "put the statements that the release runs there");
  return out;
}

/// A setting that changes what names and texts stand for is recorded too, and judged to be unknown.
bool changes_meaning(std::string_view setting, dialect d) {
  static constexpr std::array<std::string_view, 7> meaning{"search_path",
                                                           "schema",
                                                           "sql_mode",
                                                           "use",
                                                           "role",
                                                           "authorization",
                                                           "session_replication_role"};
  const auto words = sql::names_mentioned(setting, d);
  return std::any_of(words.begin(), words.end(), [&](const std::string& w) {
    return std::any_of(meaning.begin(), meaning.end(),
                       [&](std::string_view m) { return sql::same_word(w, m); });
  });
}

bool uses_data(const sql::parsed_statement& s, std::string_view text, dialect d) {
  if (std::holds_alternative<sql::session_setting>(s.what)) return changes_meaning(text, d);
  return !std::holds_alternative<sql::transaction_control>(s.what);
}

void read_file(const fs::path& path, dialect d, std::vector<requirement_row>& out) {
  const text::source file = text::read_source(path.string(), path.string());
  for (const sql::parsed_statement& s : sql::parse(file, d).statements) {
    if (s.outcome == sql::understanding::malformed)
      throw text::input_error({file.name(), file.position_of(s.note_where.begin)}, s.note,
                              "the release cannot run this statement");
    if (!uses_data(s, file.slice(s.where), d)) continue;
    requirement_row row;
    row.ordinal = out.size() + 1;
    row.place = fmt::format("{}:{}", file.name(), file.position_of(s.where.begin).line);
    row.sql = std::string(file.slice(s.where));
    out.push_back(std::move(row));
  }
}

}  // namespace

phases::release_id parse_release(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos || !is_name(text.substr(0, at)) || !is_name(text.substr(at + 1)))
    throw text::input_error(fmt::format("'{}' names no release", text),
                            "a release is named SERVICE@VERSION, such as web@41");
  return {std::string(text.substr(0, at)), std::string(text.substr(at + 1))};
}

std::vector<requirement_row> read_queries(const std::vector<std::string>& paths, dialect d) {
  std::vector<requirement_row> out;
  for (const std::string& path : paths) {
    for (const fs::path& file : sql_files(path)) read_file(file, d, out);
  }
  if (out.empty() && !paths.empty())
    throw text::input_error("no statement in the files that --queries names",
                            "put the statements that the release runs there");
  return out;
}

std::string requirements_hash(const std::vector<requirement_row>& rows, dialect d) {
  std::vector<std::string> hashes;
  for (const requirement_row& r : rows) hashes.push_back(phases::statement_hash(r.sql, d));
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  std::string all;
  for (const std::string& h : hashes) all += h;
  return phases::sha256(all);
}

record_result record_release(target& t, const phases::release_id& id,
                             const std::vector<std::string>& query_paths) {
  const std::vector<requirement_row> queries = read_queries(query_paths, t.sql_dialect());
  const std::string hash = queries.empty() ? "" : requirements_hash(queries, t.sql_dialect());
  runner_lock lock(t);

  record_result out;
  out.statements = queries.size();
  const std::vector<release_row> known = t.book.read_releases();
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const release_row& r) { return r.id == id; });
  out.is_new = found == known.end();
  if (out.is_new) {
    out.release.id = id;
    out.release.recorded_at = t.book.now_text();
  } else {
    out.release = *found;
    if (!found->requirements.empty() && !hash.empty() && found->requirements != hash)
      throw text::input_error(
          fmt::format("{} is recorded already, with other statements", id.text()),
          "a version is one build: record the new build under a version of its own");
    if (hash.empty() || found->requirements == hash) return out;
  }
  out.release.requirements = hash;
  t.db.begin();
  try {
    lock.check();
    if (!hash.empty() && t.book.read_requirements(hash).empty())
      t.book.write_requirements(hash, queries);
    t.book.write_release(out.release);
    t.book.add_event("release-recorded", id.text(),
                     hash.empty()
                         ? "without statements"
                         : fmt::format("{} statements, {}", queries.size(), hash.substr(0, 12)));
    t.db.commit();
  } catch (...) {
    t.db.rollback();
    throw;
  }
  return out;
}

release_row set_release_status(target& t, const phases::release_id& id,
                               phases::release_status status) {
  runner_lock lock(t);
  const std::vector<release_row> known = t.book.read_releases();
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const release_row& r) { return r.id == id; });
  if (found == known.end())
    throw text::input_error(fmt::format("{} is not recorded on this target", id.text()),
                            fmt::format("sluice release record {} --queries PATH", id.text()));
  release_row row = *found;
  if (row.status == status) return row;
  const std::string was(phases::release_status_name(row.status));
  row.status = status;
  const std::string now = t.book.now_text();
  row.retired_at = status == phases::release_status::retired ? now : "";
  if (status == phases::release_status::live) row.live_at = now;
  if (status == phases::release_status::standby) row.standby_at = now;
  t.db.begin();
  try {
    lock.check();
    t.book.write_release(row);
    t.book.add_event(fmt::format("release-{}", phases::release_status_name(status)), id.text(),
                     fmt::format("was {}", was));
    t.db.commit();
  } catch (...) {
    t.db.rollback();
    throw;
  }
  return row;
}

}  // namespace sluice::migrator
