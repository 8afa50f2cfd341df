#include "tests/live/example.hpp"

#include "dialects/catalog.hpp"
#include "migrator/ledger_schema.hpp"
#include "tests/support/servers.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sluice::test {

namespace {

namespace fs = std::filesystem;

std::string rows_text(session& db, const std::string& sql) {
  std::string out;
  const rows found = db.query(sql);
  for (const auto& r : found.values) {
    for (const value& v : r) out += v.value_or("NULL") + "|";
    out += "\n";
  }
  return out;
}

void clone_mysql_tables(session& from, session& to) {
  to.execute("SET foreign_key_checks = 0");
  const rows tables = from.query(
      "SELECT table_name FROM information_schema.tables WHERE "
      "table_schema = database() AND table_type = 'BASE TABLE'");
  const std::string source = *from.query("SELECT database()").values[0][0];
  for (const auto& t : tables.values) {
    const std::string name = quote_name(dialect::mysql, *t[0]);
    to.execute(*from.query("SHOW CREATE TABLE " + name).values[0][1]);
    to.execute(fmt::format("INSERT INTO {0} SELECT * FROM {1}.{0}", name,
                           quote_name(dialect::mysql, source)));
  }
  const rows triggers = from.query(
      "SELECT trigger_name FROM information_schema.triggers WHERE "
      "trigger_schema = database() ORDER BY trigger_name");
  for (const auto& t : triggers.values)
    to.execute(
        *from.query("SHOW CREATE TRIGGER " + quote_name(dialect::mysql, *t[0])).values[0][2]);
}

}  // namespace

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string one(const std::string& url, const std::string& sql) {
  return open(url)->query(sql).values.at(0).at(0).value_or("NULL");
}

std::string events_of(const std::string& url, const std::string& kind) {
  const auto db = open(url);
  return db
      ->query(fmt::format("SELECT count(*) FROM {} WHERE kind = '{}'",
                          migrator::ledger_table(db->sql_dialect(), "events"), kind))
      .values.at(0)
      .at(0)
      .value();
}

cmd::connector with_pages(int pages) {
  return [pages](const connection_target& target) {
    auto db = connect(target);
    db->query(fmt::format("PRAGMA max_page_count = {}", pages));
    return db;
  };
}

std::vector<std::string> words(const std::string& line) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    out.push_back(line.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

command_result run_sluice(const std::vector<std::string>& line, const cmd::connector& connector) {
  command_result out;
  cmd::streams to;
  to.out = [&out](std::string_view text) { out.out += text; };
  to.err = [&out](std::string_view text) { out.err += text; };
  out.code = cmd::run_command_line(line, to, connector);
  return out;
}

example_project::example_project(engine kind, std::string url) : kind_(kind), url_(std::move(url)) {
  const fs::path example = fs::path(SLUICE_TESTDATA) / "example" / dialect_name(dialect_of(kind));
  fs::copy(example, folder_.path(), fs::copy_options::recursive);
  write_config();
}

void example_project::write_config() const {
  folder_.write("sluice.toml", fmt::format("bake = \"{}\"\n", bake_));
}

void example_project::set_bake(const std::string& duration) {
  bake_ = duration;
  write_config();
}

std::string example_project::release_folder(const std::string& release) const {
  return (folder_ / "releases" / release).string();
}

command_result example_project::run(std::vector<std::string> line,
                                    const cmd::connector& connector) const {
  for (std::string& word : line) {
    if (word.starts_with("releases/")) word = (folder_ / word).string();
  }
  for (const std::string& more :
       {std::string("--url"), url_, std::string("--dir"), (folder_ / "migrations").string(),
        std::string("--config"), (folder_ / "sluice.toml").string()})
    line.push_back(more);
  return run_sluice(line, connector);
}

command_result example_project::expect(int code, std::vector<std::string> line) const {
  const command_result r = run(line);
  std::string shown;
  for (const std::string& w : line) shown += w + " ";
  INFO("sluice " << shown << "\n" << r.out << r.err);
  REQUIRE(r.code == code);
  return r;
}

void example_project::store_users(int count) const {
  const auto db = open(url_);
  db->begin();
  for (int i = 1; i <= count; ++i)
    db->execute("INSERT INTO users (email, full_name) VALUES (?, ?)",
                {fmt::format("user{}@example.com", i), fmt::format("User {}", i)});
  db->commit();
}

std::string state_of(const std::string& url) {
  const auto db = open(url);
  const dialect d = db->sql_dialect();
  std::string out = schema::dump(read_model(*db));
  const schema::model found = read_model(*db);
  for (const auto& [name, table] : found.tables)
    out += fmt::format(
        "rows of {}:\n{}", name,
        rows_text(*db, fmt::format("SELECT * FROM {} ORDER BY 1", quote_name(d, name))));
  const auto ledger = [&](const std::string& what, const std::string& table,
                          const std::string& order) {
    out += fmt::format("{}:\n{}", table,
                       rows_text(*db, fmt::format("SELECT {} FROM {} ORDER BY {}", what,
                                                  migrator::ledger_table(d, table), order)));
  };
  ledger(
      "change_id, phase, state, checksum, transactional, statements_done, statements_total, error",
      "steps", "change_id, phase");
  ledger("change_id, phase, ordinal, statement_hash, state", "journal",
         "change_id, phase, ordinal");
  ledger("change_id, job, state, statement_hash, error", "backfills", "change_id, job");
  ledger("service, version, state, requirements", "releases", "service, version");
  ledger("hash, ordinal, place, statement, proved, footprint, shape", "requirements",
         "hash, ordinal");
  ledger("service, version, schema_fingerprint, verdict, closes_at, closed_by", "verdicts",
         "service, version");
  // A command that is run twice is recorded twice: what happened counts here, not how often.
  ledger("DISTINCT kind, subject, detail", "events", "kind, subject, detail");
  ledger("holder", "runner", "holder");
  return out;
}

void drop_database(engine kind, const std::string& url) {
  const std::string name = parse_url(url).database;
  if (kind == engine::sqlite) {
    fs::remove(name);
    return;
  }
  const auto admin = open(shared_server(kind).admin_url());
  admin->execute(fmt::format("DROP DATABASE {}{}", quote_name(admin->sql_dialect(), name),
                             kind == engine::postgres ? " WITH (FORCE)" : ""));
}

std::string clone_database(engine kind, const std::string& url) {
  test_server& server = shared_server(kind);
  switch (kind) {
    case engine::sqlite: {
      const std::string copy = server.create_database();
      fs::copy_file(parse_url(url).database, parse_url(copy).database,
                    fs::copy_options::overwrite_existing);
      return copy;
    }
    case engine::postgres: {
      static int number = 0;
      const std::string name = fmt::format("clone_{}", ++number);
      const auto admin = open(server.admin_url());
      admin->execute(fmt::format("CREATE DATABASE {} TEMPLATE {}", name,
                                 quote_name(dialect::postgres, parse_url(url).database)));
      return server.url(name);
    }
    case engine::mysql:
    case engine::mariadb:
      break;
  }
  const std::string copy = server.create_database();
  const auto from = open(url);
  const auto to = open(copy);
  clone_mysql_tables(*from, *to);
  return copy;
}

}  // namespace sluice::test
