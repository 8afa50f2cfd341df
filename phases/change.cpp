#include "phases/change.hpp"

#include "dialects/text/error.hpp"
#include "phases/directive.hpp"
#include "phases/duration.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <unordered_map>

namespace sluice::phases {

namespace {

text::place place_of(const text::source& file, text::span where) {
  return {file.name(), file.position_of(where.begin)};
}

std::string without_bom_and_cr(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
    out += bytes[i];
  }
  return out;
}

std::vector<std::string> split_commas(std::string_view list) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t comma = list.find(',');
    out.emplace_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return out;
    list.remove_prefix(comma + 1);
  }
}

void attach(step_statement& to, const directive& d) {
  if (d.name == "allow") {
    to.allowances.push_back(
        {d.argument, d.get("reason").value_or(""), d.get("until").value_or(""), d.where});
  } else if (d.name == "backfill") {
    backfill_hints hints;
    hints.name = *d.get("name");
    if (const auto key = d.get("key")) hints.key = split_commas(*key);
    if (const auto batch = d.get("batch")) hints.batch_rows = std::stoull(*batch);
    if (const auto target = d.get("target")) hints.batch_target = parse_duration(*target);
    hints.where = d.where;
    to.backfill = std::move(hints);
  } else if (d.name == "expect") {
    expectation e;
    e.where = d.where;
    if (const auto value = d.get("value")) {
      e.kind = expectation_kind::equals;
      e.value = *value;
    } else {
      e.kind = d.argument == "true" ? expectation_kind::is_true : expectation_kind::empty;
    }
    to.expect = e;
  }
}

void apply_to_step(step& to, const directive& d, std::vector<std::string>& depends_on) {
  if (d.name == "no-transaction") to.no_transaction = true;
  if (d.name == "irreversible") to.irreversible = true;
  if (d.name == "timeout") to.lock_timeout = parse_duration(*d.get("lock"));
  if (d.name == "depends-on") depends_on.push_back(*d.get("change"));
}

void check_statement(const step& s, const step_statement& statement, on_malformed malformed) {
  const text::source& file = *s.file;
  if (statement.parsed.outcome == sql::understanding::malformed &&
      malformed == on_malformed::refuse)
    throw text::input_error(place_of(file, statement.parsed.note_where), statement.parsed.note,
                            "no database would take this statement; nothing was applied");
  if (s.phase == phase::verify && !statement.expect)
    throw text::input_error(place_of(file, statement.parsed.where),
                            "a query in verify.sql says what it expects",
                            "put -- sluice:expect empty (or true, or value=N) above it");
  if (const auto* control = std::get_if<sql::transaction_control>(&statement.parsed.what);
      control != nullptr)
    throw text::input_error(
        place_of(file, statement.parsed.where),
        fmt::format("{} has no place in a phase file: Sluice opens and closes the transaction",
                    statement.parsed.head),
        "take it out; -- sluice:no-transaction runs a step without one");
}

}  // namespace

bool step::fits_transaction() const {
  if (no_transaction) return false;
  return std::none_of(statements.begin(), statements.end(),
                      [](const step_statement& s) { return s.forbids_transaction; });
}

const step* change::find(phases::phase p) const {
  for (const step& s : steps) {
    if (s.phase == p) return &s;
  }
  return nullptr;
}

std::string step_name(const change& c, phase p) {
  return fmt::format("{}/{}", c.slug, phase_name(p));
}

step read_step(std::shared_ptr<const text::source> file, phase p, const server_version& server,
               std::vector<std::string>& depends_on, on_malformed malformed) {
  const dialect d = dialect_of(server.kind);
  step out;
  out.phase = p;
  out.file = std::move(file);
  out.raw_checksum = sha256(out.file->bytes());
  const std::string bare = without_bom_and_cr(out.file->bytes());
  out.checksum = bare == out.file->bytes() ? out.raw_checksum : sha256(bare);
  if (auto text = sql::text_on(out.file->bytes(), server))
    out.file = std::make_shared<const text::source>(out.file->name(), std::move(*text));

  sql::script parsed = sql::parse(*out.file, d);
  bool first = true;
  const auto read = [&](text::span comment, step_statement* owner) {
    const auto found = read_directive(*out.file, comment, p);
    if (!found) return;
    check_own_line(*out.file, comment);
    if (scope_of(*found) == directive_scope::file) {
      if (!first)
        throw text::input_error(place_of(*out.file, found->where),
                                fmt::format("'sluice:{}' speaks of the whole file", found->name),
                                "put it above the first statement");
      apply_to_step(out, *found, depends_on);
    } else if (owner == nullptr) {
      throw text::input_error(place_of(*out.file, found->where),
                              fmt::format("no statement follows this 'sluice:{}'", found->name),
                              "put it above the statement that it speaks of");
    } else {
      attach(*owner, *found);
    }
  };
  for (sql::parsed_statement& statement : parsed.statements) {
    step_statement next;
    next.parsed = std::move(statement);
    next.forbids_transaction = sql::forbids_transaction(next.parsed, *out.file, d);
    for (const text::span comment : next.parsed.comments) read(comment, &next);
    first = false;
    check_statement(out, next, malformed);
    out.statements.push_back(std::move(next));
  }
  for (const text::span comment : parsed.trailing_comments) read(comment, nullptr);
  if (out.statements.empty())
    throw text::input_error(fmt::format("{}: no statement in this file", out.file->name()),
                            "write the statements of this phase, or remove the file");

  std::set<std::string> names;
  for (const step_statement& statement : out.statements) {
    if (statement.backfill && !names.insert(statement.backfill->name).second)
      throw text::input_error(
          place_of(*out.file, statement.backfill->where),
          fmt::format("two backfill jobs have the name '{}'", statement.backfill->name),
          "give each job of a change its own name");
  }
  return out;
}

void order_changes(std::vector<change>& changes) {
  const auto by_version = [](const change& a, const change& b) {
    // Versions are numbers of any length: leading zeros do not count.
    const auto bare = [](const std::string& v) {
      const std::size_t start = std::min(v.find_first_not_of('0'), v.size() - 1);
      return std::string_view(v).substr(start);
    };
    const std::string_view x = bare(a.version), y = bare(b.version);
    return x.size() != y.size() ? x.size() < y.size() : x < y;
  };
  std::stable_sort(changes.begin(), changes.end(), by_version);
  std::unordered_map<std::string_view, std::size_t> by_slug;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const change& c = changes[i];
    if (i > 0 && !by_version(changes[i - 1], c))
      throw text::input_error(fmt::format("two changes have the version {}: {} and {}", c.version,
                                          changes[i - 1].id, c.id),
                              "give the one that is not applied anywhere a new version");
    if (const auto [same, is_new] = by_slug.emplace(c.slug, i); !is_new)
      throw text::input_error(fmt::format("two changes have the name '{}': {} and {}", c.slug,
                                          changes[same->second].id, c.id),
                              "commands name a change by its slug: give one of them another");
    const std::string folder = c.steps.front().file->name();
    if (c.find(phase::migrate) != nullptr && c.find(phase::expand) == nullptr)
      throw text::input_error(fmt::format("{}: migrate.sql without expand.sql", c.id),
                              "a backfill fills what an expand step added");
    if (c.find(phase::verify) != nullptr && c.find(phase::expand) == nullptr)
      throw text::input_error(fmt::format("{}: verify.sql without expand.sql", c.id),
                              "a verify step proves what earlier phases did");
    if (c.find(phase::contract) != nullptr && c.find(phase::migrate) != nullptr &&
        c.find(phase::verify) == nullptr)
      throw text::input_error(
          fmt::format("{}: contract.sql without verify.sql", c.id),
          "data is moved in migrate.sql: add queries to verify.sql that prove it before "
          "the old place is dropped");
    for (const std::string& needed : c.depends_on) {
      const bool older = std::any_of(
          changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(i),
          [&](const change& other) { return other.slug == needed || other.id == needed; });
      if (!older)
        throw text::input_error(
            fmt::format("{}: depends-on names '{}', and no earlier change has that name", c.id,
                        needed),
            "name a change with a lower version");
    }
  }
}

const change& find_change(const std::vector<change>& changes, std::string_view name) {
  for (const change& c : changes) {
    if (c.id == name || c.slug == name || c.version == name) return c;
  }
  std::string known;
  for (const change& c : changes) known += fmt::format("{}{}", known.empty() ? "" : ", ", c.slug);
  throw text::input_error(fmt::format("no change has the name '{}'", name),
                          known.empty() ? "the migrations folder is empty"
                                        : fmt::format("the changes here are: {}", known));
}

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  std::string out;
  out.reserve(size * 2);
  for (unsigned int i = 0; i < size; ++i) {
    out += hexadecimal[digest[i] >> 4U];
    out += hexadecimal[digest[i] & 15U];
  }
  return out;
}

std::string statement_hash(std::string_view sql, dialect d) {
  std::string folded;
  for (const sql::token& t : sql::lex(sql, d)) {
    if (sql::is_trivia(t.what)) continue;
    if (!folded.empty()) folded += ' ';
    folded += sql.substr(t.where.begin, t.where.size());
  }
  return sha256(folded);
}

}  // namespace sluice::phases
