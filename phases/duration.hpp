#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::phases {

/// "250ms", "2s", "5m", "1h", "7d"; a bare 0 is zero. Nothing when the text is none of these.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// The largest unit that keeps two significant parts: "250ms", "2s", "5m 30s", "6d 4h". Rounds up
/// to the whole second from one second on.
[[nodiscard]] std::string duration_text(std::chrono::milliseconds duration);

/// Milliseconds since 1970-01-01 UTC of "2026-03-01T12:00:00.123Z"; nothing for other text.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_timestamp(std::string_view text);
[[nodiscard]] std::string timestamp_text(std::chrono::milliseconds since_epoch);

}  // namespace sluice::phases
