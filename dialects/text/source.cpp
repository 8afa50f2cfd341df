#include "dialects/text/source.hpp"

#include "dialects/text/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace sluice::text {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

constexpr unsigned char byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

constexpr bool is_continuation(unsigned char byte) {
  return (byte & 0xC0u) == 0x80u;
}

/// Length of the well-formed UTF-8 sequence at `at`, or 0.
std::size_t utf8_length(std::string_view bytes, std::size_t at) {
  const unsigned char lead = byte_at(bytes, at);
  if (lead < 0x80) return 1;
  const std::size_t length = lead < 0xC2   ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF5 ? 4
                                           : 0;
  if (length == 0 || at + length > bytes.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(byte_at(bytes, at + i))) return 0;
  }
  // Overlong forms, surrogates and values past U+10FFFF show in the second byte.
  const unsigned char second = byte_at(bytes, at + 1);
  if (lead == 0xE0 && second < 0xA0) return 0;
  if (lead == 0xED && second > 0x9F) return 0;
  if (lead == 0xF0 && second < 0x90) return 0;
  if (lead == 0xF4 && second > 0x8F) return 0;
  return length;
}

bool looks_like_utf16(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  // Without a byte order mark: text of ASCII letters has a NUL in every second byte.
  const std::size_t looked_at = std::min<std::size_t>(bytes.size() & ~std::size_t{1}, 64);
  if (looked_at < 4) return false;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < looked_at; ++i) {
    if (bytes[i] == '\0') ++zeros[i % 2];
  }
  const std::size_t half = looked_at / 2;
  return (zeros[0] >= half - half / 8 && zeros[1] == 0) ||
         (zeros[1] >= half - half / 8 && zeros[0] == 0);
}

void refuse_size(const std::string& name, std::size_t size) {
  constexpr double megabyte = 1024.0 * 1024.0;
  // Rounded up, so that a file one byte too large is not shown as just large enough.
  const std::size_t tenths = (size * 10 + max_file_bytes / 32 - 1) / (max_file_bytes / 32);
  throw input_error(fmt::format("{} is {}.{} MB; a migration file may have at most {:.0f} MB", name,
                                tenths / 10, tenths % 10,
                                static_cast<double>(max_file_bytes) / megabyte));
}

[[noreturn]] void refuse_reading(const std::string& name, const std::string& why) {
  throw input_error(fmt::format("cannot read {}: {}", name, why));
}

class descriptor {
 public:
  explicit descriptor(int fd) : fd_(fd) {}
  ~descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

source::source(std::string name, std::string bytes)
    : name_(std::move(name)), bytes_(std::move(bytes)) {
  line_starts_.push_back(0);
  for (std::size_t at = bytes_.find('\n'); at != std::string::npos;
       at = bytes_.find('\n', at + 1)) {
    line_starts_.push_back(at + 1);
  }
}

position source::position_of(std::size_t offset) const {
  offset = std::min(offset, bytes_.size());
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::size_t>(next - line_starts_.begin());
  std::size_t begin = line_starts_[line - 1];
  // The byte order mark is invisible where people look.
  if (line == 1 && std::string_view(bytes_).starts_with(utf8_mark)) {
    begin = std::min(utf8_mark.size(), offset);
  }
  const auto characters =
      std::count_if(bytes_.begin() + static_cast<std::ptrdiff_t>(begin),
                    bytes_.begin() + static_cast<std::ptrdiff_t>(offset),
                    [](char c) { return !is_continuation(static_cast<unsigned char>(c)); });
  return {line, static_cast<std::size_t>(characters) + 1};
}

std::string_view source::line_text(std::size_t line) const {
  if (line == 0 || line > line_starts_.size()) return {};
  const std::size_t begin = line_starts_[line - 1];
  const std::size_t end = line < line_starts_.size() ? line_starts_[line] - 1 : bytes_.size();
  std::string_view text = std::string_view(bytes_).substr(begin, end - begin);
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (line == 1 && text.starts_with(utf8_mark)) text.remove_prefix(utf8_mark.size());
  return text;
}

source read_source(const std::string& path, const std::string& shown_name) {
  const descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) refuse_reading(shown_name, std::generic_category().message(errno));
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) {
    refuse_reading(shown_name, std::generic_category().message(errno));
  }
  if (S_ISDIR(about.st_mode)) refuse_reading(shown_name, "it is a directory");
  if (S_ISREG(about.st_mode) && static_cast<std::uint64_t>(about.st_size) > max_file_bytes) {
    refuse_size(shown_name, static_cast<std::size_t>(about.st_size));
  }
  std::string bytes;
  std::array<char, 64 * 1024> buffer;
  for (;;) {
    const ssize_t got = ::read(file.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse_reading(shown_name, std::generic_category().message(errno));
    if (got == 0) break;
    bytes.append(buffer.data(), static_cast<std::size_t>(got));
    // A pipe has no size to look at beforehand.
    if (bytes.size() > max_file_bytes) refuse_size(shown_name, bytes.size());
  }
  source read(shown_name, std::move(bytes));
  check_is_text(read);
  return read;
}

void check_is_text(const source& file) {
  const std::string_view bytes = file.bytes();
  if (bytes.size() > max_file_bytes) refuse_size(file.name(), bytes.size());
  if (looks_like_utf16(bytes)) {
    throw input_error(place{file.name(), position{}}, "the file is UTF-16 text",
                      "save it as UTF-8");
  }
  for (std::size_t at = 0; at < bytes.size();) {
    if (bytes[at] == '\0') {
      throw input_error(place{file.name(), file.position_of(at)},
                        "the file holds a NUL byte, so it is not text");
    }
    const std::size_t length = utf8_length(bytes, at);
    if (length == 0) {
      throw input_error(place{file.name(), file.position_of(at)},
                        fmt::format("byte 0x{:02X} is not valid UTF-8", byte_at(bytes, at)),
                        "save the file as UTF-8");
    }
    at += length;
  }
}

}  // namespace sluice::text
