#include "dialects/text/source.hpp"

#include "dialects/engine.hpp"
#include "dialects/text/error.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace sluice;
using text::input_error;
using text::source;

namespace {

/// A folder that goes away with the test.
class scratch_folder {
 public:
  scratch_folder() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "sluice-source-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~scratch_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;

  [[nodiscard]] std::string write(const std::string& name, std::string_view bytes) const {
    const std::filesystem::path file = path_ / name;
    std::ofstream(file, std::ios::binary) << bytes;
    return file.string();
  }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string read_refusal(std::string bytes) {
  try {
    text::check_is_text(source("a.sql", std::move(bytes)));
  } catch (const input_error& error) {
    return error.what();
  }
  return "accepted";
}

std::string shown(const source& file, std::size_t offset) {
  const text::position at = file.position_of(offset);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

}  // namespace

TEST_CASE("positions count characters, not bytes") {
  const source file("a.sql", "ab\n\xC3\xA9\xE2\x82\xACx\r\nlast");
  CHECK(shown(file, 0) == "1:1");
  CHECK(shown(file, 2) == "1:3");
  CHECK(shown(file, 3) == "2:1");
  CHECK(shown(file, 5) == "2:2");
  CHECK(shown(file, 8) == "2:3");
  CHECK(shown(file, 11) == "3:1");
  CHECK(shown(file, 1000) == "3:5");
  CHECK(file.line_text(1) == "ab");
  CHECK(file.line_text(2) == "\xC3\xA9\xE2\x82\xACx");
  CHECK(file.line_text(3) == "last");
  CHECK(file.line_text(4).empty());
  CHECK(file.line_text(0).empty());
}

TEST_CASE("a byte order mark is kept in the bytes and left out of what people see") {
  const source file("a.sql", "\xEF\xBB\xBFselect 1");
  CHECK(file.bytes().size() == 11);
  CHECK(shown(file, 3) == "1:1");
  CHECK(shown(file, 0) == "1:1");
  CHECK(shown(file, 5) == "1:3");
  CHECK(file.line_text(1) == "select 1");
  CHECK(read_refusal("\xEF\xBB\xBFselect 1") == "accepted");
}

TEST_CASE("text that is no text is refused with its place") {
  CHECK(read_refusal("") == "accepted");
  CHECK(read_refusal("select 'gr\xC3\xBC\xC3\x9F' -- \xF0\x9F\x98\x80") == "accepted");
  CHECK(read_refusal(std::string("a\nb\0c", 5)) ==
        "a.sql:2:2: the file holds a NUL byte, so it is not text");
  CHECK(read_refusal("a\ncaf\xE9 x") == "a.sql:2:4: byte 0xE9 is not valid UTF-8");
  CHECK(read_refusal("\xC0\x80") == "a.sql:1:1: byte 0xC0 is not valid UTF-8");      // overlong
  CHECK(read_refusal("\xED\xA0\x80") == "a.sql:1:1: byte 0xED is not valid UTF-8");  // a surrogate
  CHECK(read_refusal("\xF4\x90\x80\x80") ==
        "a.sql:1:1: byte 0xF4 is not valid UTF-8");                                 // past U+10FFFF
  CHECK(read_refusal("abc\xE2\x82") == "a.sql:1:4: byte 0xE2 is not valid UTF-8");  // cut off
  const std::string utf16 = "a.sql:1:1: the file is UTF-16 text";
  CHECK(read_refusal(std::string("\xFF\xFEs\0e\0", 6)) == utf16);
  CHECK(read_refusal(std::string("\xFE\xFF\0s\0e", 6)) == utf16);
  CHECK(read_refusal(std::string("s\0e\0l\0e\0c\0t\0", 12)) == utf16);
  CHECK(read_refusal(std::string("\0s\0e\0l\0e\0c\0t", 12)) == utf16);
}

TEST_CASE("reading says why a file cannot be read") {
  const scratch_folder folder;
  const std::string good = folder.write("good.sql", "select 1;\n");
  CHECK(text::read_source(good, "shown.sql").bytes() == "select 1;\n");
  CHECK(text::read_source(good, "shown.sql").name() == "shown.sql");
  CHECK_THROWS_WITH(text::read_source(folder.path() + "/none.sql", "none.sql"),
                    "cannot read none.sql: No such file or directory");
  CHECK_THROWS_WITH(text::read_source(folder.path(), "dir"), "cannot read dir: it is a directory");
  CHECK_THROWS_WITH(text::read_source(folder.write("bad.sql", "\xFF"), "bad.sql"),
                    "bad.sql:1:1: byte 0xFF is not valid UTF-8");
}

TEST_CASE("a file that is too large is refused by its size, unread") {
  const scratch_folder folder;
  const std::string large = folder.write("large.sql", "");
  std::filesystem::resize_file(large, 50u * 1024u * 1024u);  // sparse
  CHECK_THROWS_WITH(text::read_source(large, "large.sql"),
                    "large.sql is 50.0 MB; a migration file may have at most 32 MB");
  std::filesystem::resize_file(large, text::max_file_bytes + 1);
  CHECK_THROWS_WITH(text::read_source(large, "large.sql"),
                    "large.sql is 32.1 MB; a migration file may have at most 32 MB");
}

TEST_CASE("errors carry their parts") {
  const input_error placed({"a.sql", {3, 7}}, "wrong", "do this");
  CHECK(placed.what() == std::string("a.sql:3:7: wrong"));
  CHECK(placed.message() == "wrong");
  CHECK(placed.help() == "do this");
  REQUIRE(placed.where());
  CHECK(placed.where()->at.line == 3);
  CHECK_FALSE(input_error("plain").where());

  const text::database_error database(text::failure::deadlock, "40P01", "deadlock detected");
  CHECK(database.what() == std::string("deadlock detected [40P01]"));
  CHECK(text::is_transient(database.kind()));
  CHECK_FALSE(text::is_transient(text::failure::syntax));
  CHECK(text::failure_name(text::failure::lock_timeout) == std::string("lock timeout"));
}

TEST_CASE("dialect names and quoting") {
  CHECK(dialect_from_name("PostgreSQL") == dialect::postgres);
  CHECK(dialect_from_name("mariadb") == dialect::mysql);
  CHECK(dialect_from_name("sqlite") == dialect::sqlite);
  CHECK_FALSE(dialect_from_name("oracle"));
  CHECK(dialect_name(dialect::postgres) == "postgres");
  CHECK(engine_name(engine::mariadb) == "MariaDB");
  CHECK(quote_name(dialect::postgres, "a\"b") == "\"a\"\"b\"");
  CHECK(quote_name(dialect::mysql, "a`b") == "`a``b`");
  CHECK(quote_literal(dialect::postgres, "it's \\") == "'it''s \\'");
  CHECK(quote_literal(dialect::mysql, "it's \\") == "'it''s \\\\'");
}
