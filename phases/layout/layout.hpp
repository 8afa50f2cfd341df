#pragma once

#include "dialects/engine.hpp"
#include "dialects/text/source.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Folders of migrations that were made for other tools: how each tool's folder is recognised, and
/// what that tool would run of it, in which order.
namespace sluice::phases::layout {

/// What becomes of a file.
enum class role {
  up,            ///< its statements are the history
  down,          ///< undoes a migration: not part of going forward
  support,       ///< tells the tool about migrations: a journal, a manifest
  other_engine,  ///< written for another engine
  left_out       ///< not read, for the reason that stands with it
};

struct file_note {
  std::string path;  ///< below the folder, with '/'
  role what = role::left_out;
  std::string why;  ///< of left_out and other_engine
};

/// The files below a folder, whose text is read when it is first asked for.
class folder {
 public:
  using reader = std::function<std::shared_ptr<const text::source>(const std::string& path)>;

  struct entry {
    std::string path;  ///< without the folder of our engine, where there is one folder an engine
    std::string real;
  };

  /// Paths in any order, with '/' between their parts.
  folder(std::vector<std::string> paths, reader read, engine kind);

  /// Sorted by path, bytewise; without what is written for another engine.
  [[nodiscard]] const std::vector<entry>& files() const { return files_; }
  [[nodiscard]] const std::vector<file_note>& of_other_engines() const { return others_; }
  [[nodiscard]] std::optional<std::size_t> find(std::string_view path) const;
  /// Throws text::input_error for what is no text.
  [[nodiscard]] const std::shared_ptr<const text::source>& text(std::size_t file) const;
  [[nodiscard]] std::string_view bytes(std::size_t file) const { return text(file)->bytes(); }
  [[nodiscard]] engine kind() const { return kind_; }

 private:
  std::vector<entry> files_;
  std::vector<file_note> others_;
  mutable std::vector<std::shared_ptr<const text::source>> texts_;
  reader read_;
  engine kind_;
};

/// How a tool sends a script.
enum class sending {
  in_transaction,    ///< between a BEGIN and a COMMIT of the tool's own
  unless_forbidden,  ///< the same, but one by one when all its statements forbid a transaction
  as_one_message,    ///< all at once, which is one transaction on PostgreSQL and none elsewhere
  one_by_one         ///< each statement commits for itself
};

/// Which words of a script the tool replaces before a server sees them.
enum class placeholders { none, dollar_braces, double_braces, colon_name };

/// What a server gets of one file. The text keeps its places: what is not sent is blank.
struct script {
  std::shared_ptr<const text::source> text;
  sending how = sending::in_transaction;
  placeholders replaced = placeholders::none;
};

struct migration {
  std::string id;  ///< as the tool's users name it, unique: "0007_add_users"
  std::vector<script> scripts;
  std::string language;  ///< of a migration that is a program, which nobody can read as SQL
};

/// What a tool would do with the folder, from an empty database on.
struct history {
  std::vector<migration> migrations;       ///< in order
  std::vector<file_note> files;            ///< every file of the folder, by path
  std::size_t down_parts = 0;              ///< in files that hold both ways
  std::size_t parts_of_other_engines = 0;  ///< in files that serve several
};

class sorting;

/// One tool's way.
struct definition {
  std::string_view name;  ///< for --layout: "golang-migrate"
  std::string_view mark;  ///< what a folder is recognised by, for messages and documents
  /// A mark in the files outweighs one in their names, which outweighs none at all.
  enum class strength { content, names } what = strength::content;
  /// How many files carry the mark.
  std::size_t (*count_marks)(const folder&) = nullptr;
  void (*read)(const folder&, sorting&) = nullptr;
};

/// All layouts, in the order in which they are documented.
[[nodiscard]] std::span<const definition> definitions();
[[nodiscard]] const definition* find_layout(std::string_view name);

/// The layout that the folder is evidently in; null when it carries no tool's mark. Throws
/// text::input_error, naming --layout, when two are about equally likely.
[[nodiscard]] const definition* detect(const folder& files);

/// Every file gets a role; throws text::input_error for what the tool itself would refuse, with the
/// place.
[[nodiscard]] history read(const definition& layout, const folder& files);

}  // namespace sluice::phases::layout
