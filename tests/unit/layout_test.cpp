#include "phases/layout/layout.hpp"

#include "dialects/schema/statement_facts.hpp"
#include "dialects/text/error.hpp"
#include "dialects/text/one_line.hpp"
#include "phases/disk_foreign.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/unit/lint_fixture.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

// testdata/layouts/<layout>/<case>.<engine>/ is a folder as a tool's users have it; the file
// <case>.<engine>.expect beside it says how Sluice reads it. UPDATE_GOLDEN=1 writes it: read what
// it wrote.

using namespace sluice;

namespace {

namespace fs = std::filesystem;

const fs::path layouts = fs::path(SLUICE_TESTDATA) / "layouts";

std::vector<fs::path> cases() {
  std::vector<fs::path> out;
  for (const auto& layout : fs::directory_iterator(layouts)) {
    for (const auto& entry : fs::directory_iterator(layout.path())) {
      if (entry.is_directory()) out.push_back(entry.path());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string_view role_name(phases::layout::role what) {
  using phases::layout::role;
  switch (what) {
    case role::up:
      return "up";
    case role::down:
      return "down";
    case role::support:
      return "support";
    case role::other_engine:
      return "other engine";
    case role::left_out:
      break;
  }
  return "left out";
}

std::string described(const phases::folder_reading& read, dialect d) {
  std::string out = fmt::format("read as {}\n", read.layout);
  for (const phases::change& c : read.changes) {
    out += fmt::format("\n{}\n", c.id);
    for (const phases::step& s : c.steps) {
      const bool together = d != dialect::mysql && s.fits_transaction();
      out += s.statements.empty() ? "  nothing\n"
             : together           ? "  in one transaction:\n"
                                  : "  each for itself:\n";
      for (const phases::step_statement& each : s.statements) {
        const text::position at = s.file->position_of(each.parsed.where.begin);
        out += fmt::format("    {}:{}: {}\n", at.line, at.column, text::one_line(s.text_of(each)));
        if (each.parsed.outcome != sql::understanding::understood)
          out += fmt::format("      not understood: {}\n", each.parsed.note);
        for (const phases::allowance& a : each.allowances)
          out += fmt::format("      allows {}\n", a.rule);
      }
    }
  }
  out += fmt::format("\ndown parts: {}, parts of other engines: {}\n", read.down_parts,
                     read.parts_of_other_engines);
  for (const phases::layout::file_note& file : read.files)
    out += fmt::format("{}: {}{}{}\n", file.path, role_name(file.what),
                       file.why.empty() ? "" : ": ", file.why);
  return out;
}

std::string without(std::string text, const std::string& prefix) {
  for (std::size_t at = text.find(prefix); at != std::string::npos; at = text.find(prefix))
    text.erase(at, prefix.size());
  return text;
}

/// How the folder is read, or why it is not.
std::string outcome(const fs::path& folder, engine kind, std::string_view layout = {}) {
  try {
    return described(
        phases::read_any_folder(folder.string(), schema::usual_version(kind), layout, false),
        dialect_of(kind));
  } catch (const text::input_error& e) {
    return without(fmt::format("refused: {}\n{}\n", e.what(), e.help()), folder.string() + "/");
  }
}

std::set<std::string> files_below(const fs::path& folder) {
  std::set<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) out.insert(fs::relative(entry.path(), folder).generic_string());
  }
  return out;
}

}  // namespace

TEST_CASE("a folder of another tool is read as that tool reads it", "[layout]") {
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  for (const fs::path& folder : cases()) {
    const std::string layout = folder.parent_path().filename().string();
    DYNAMIC_SECTION(layout << "/" << folder.filename().string()) {
      const auto kind = engine_from_name(folder.extension().string().substr(1));
      REQUIRE(kind);
      const std::string found = outcome(folder, *kind);
      const fs::path expected = folder.string() + ".expect";
      if (update) std::ofstream(expected, std::ios::binary) << found;
      INFO("expected lines have '-', found lines '+'; UPDATE_GOLDEN=1 takes what was found");
      REQUIRE(fs::exists(expected));
      CHECK(test::difference(test::read_text(expected), found) == "");
    }
  }
}

TEST_CASE("every file of a folder gets a role, and every layout has a folder", "[layout]") {
  std::set<std::string> seen;
  for (const fs::path& folder : cases()) {
    CAPTURE(folder);
    const auto kind = engine_from_name(folder.extension().string().substr(1));
    REQUIRE(kind);
    try {
      const auto read =
          phases::read_any_folder(folder.string(), schema::usual_version(*kind), {}, false);
      seen.insert(read.layout);
      std::set<std::string> noted;
      for (const auto& file : read.files) CHECK(noted.insert(file.path).second);
      CHECK(noted == files_below(folder));
    } catch (const text::input_error&) {
      continue;  // the other test knows its words
    }
  }
  for (const auto& layout : phases::layout::definitions()) {
    CAPTURE(layout.name);
    CHECK(seen.contains(std::string(layout.name)));
  }
}

TEST_CASE("no described layout is left without its folder", "[layout]") {
  for (const auto& entry : fs::recursive_directory_iterator(layouts)) {
    if (entry.path().extension() != ".expect") continue;
    CAPTURE(entry.path());
    CHECK(fs::is_directory(fs::path(entry.path()).replace_extension("")));
  }
}
