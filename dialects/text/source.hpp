#pragma once

#include "dialects/text/span.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace sluice::text {

/// Where a byte stands for a human: both count from 1; a column counts characters (UTF-8 code
/// points), not bytes.
struct position {
  std::size_t line = 1;
  std::size_t column = 1;
  friend bool operator==(position, position) = default;
};

/// The bytes of one file (or of standard input) with the name that messages give it.
/// Offsets are bytes into bytes(). The text is kept as it was read: BOM and CRLF included.
class source {
 public:
  source(std::string name, std::string bytes);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] std::string_view slice(span where) const {
    return std::string_view(bytes_).substr(where.begin, where.size());
  }
  /// Offsets past the end give the position just after the last character.
  [[nodiscard]] position position_of(std::size_t offset) const;
  /// The text of a line (from 1) without its line end; empty when there is no such line.
  [[nodiscard]] std::string_view line_text(std::size_t line) const;

 private:
  std::string name_;
  std::string bytes_;
  std::vector<std::size_t> line_starts_;
};

/// Reads a file that should hold SQL. Throws input_error when it cannot be read, is larger than
/// max_file_bytes, or is not text (a NUL byte, UTF-16, or invalid UTF-8), naming the place.
[[nodiscard]] source read_source(const std::string& path, const std::string& shown_name);

/// The same checks for text that is already in memory.
void check_is_text(const source& file);

inline constexpr std::size_t max_file_bytes = 32u * 1024u * 1024u;

}  // namespace sluice::text
