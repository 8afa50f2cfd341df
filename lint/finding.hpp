#pragma once

#include "dialects/text/source.hpp"
#include "phases/phase.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::lint {

enum class severity { info, warning, error };

enum class rule_class {
  rollback,   ///< an old statement fails or changes its meaning
  lock,       ///< readers or writers wait
  data_loss,  ///< rows or values are gone, or never arrive
  runtime,    ///< the step itself fails, or cannot be judged
  hygiene     ///< the migration files themselves
};

[[nodiscard]] std::string_view severity_name(severity s);  // "error"
[[nodiscard]] std::string_view class_name(rule_class c);   // "data-loss"
[[nodiscard]] std::optional<severity> severity_from_name(std::string_view name);

/// Text that takes the place of `where`; at an empty span it is put in.
struct edit {
  text::span where;
  std::string text;
  friend bool operator==(const edit&, const edit&) = default;
};

/// What a finding means for one statement of a release.
struct query_harm {
  std::string release;
  std::string file;
  std::size_t line = 0;
  std::string statement;  ///< its text
  std::string what;       ///< "there is no column users.nick"; or why it could not be judged
  std::string who;        ///< "old readers", "old writers", "old readers, once the new release has
                          ///< written"; empty when it could not be judged

  [[nodiscard]] bool judged() const { return !who.empty(); }
};

struct finding {
  std::string rule;
  rule_class what = rule_class::runtime;
  severity level = severity::error;
  std::string file;
  text::span where;
  text::position begin;
  text::position end;       ///< just after the last character
  std::string source_line;  ///< the line of `begin`
  std::string change;
  std::optional<phases::phase> phase;  ///< none in a migration of another tool
  std::string object;                  ///< "users.full_name"; may be empty
  std::string message;                 ///< the sentence a reviewer needs, without full stop
  std::string why;
  std::string instead;  ///< lines
  std::string table;    ///< whose size says how much it hurts; of lock rules
  /// Names the finding whatever line it moves to and however its message is worded: a digest of
  /// rule, change, phase, object and statement. No two findings of a report have the same.
  std::string fingerprint;
  std::vector<query_harm> queries;   ///< whom it hurts; of rollback rules, when queries are given
  bool hurts_nobody = false;         ///< no statement of a release: it is left out of the report
  std::vector<std::size_t> effects;  ///< of the statement, that it is about; of no report
  std::vector<edit> fix;             ///< in the file's order; empty: no rewrite is known to be safe
};

/// Ordered as exit codes are: the worst wins.
enum class verdict {
  clean,
  findings,
  unknown  ///< no error was found, but something could not be judged
};

[[nodiscard]] std::string_view verdict_name(verdict v);

struct summary {
  std::size_t files = 0;
  std::size_t statements = 0;
  std::size_t understood = 0;
  std::size_t opaque = 0;
  std::size_t malformed = 0;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t infos = 0;
  std::size_t excluded = 0;  ///< files that the configuration leaves out
  std::size_t known = 0;     ///< findings that the baseline holds
};

/// How a folder that was made for another tool was read.
struct layout_note {
  struct left_out_file {
    std::string file;
    std::string why;
  };
  std::string name;
  std::size_t files = 0;  ///< whose statements are the history
  std::size_t down_files = 0;
  std::size_t down_parts = 0;  ///< in files that hold both ways
  std::size_t parts_of_other_engines = 0;
  std::vector<left_out_file> left_out;
};

struct report_data {
  lint::verdict verdict = lint::verdict::clean;
  lint::summary summary;
  std::vector<finding> findings;   ///< by step, then by place
  std::vector<finding> allowed;    ///< what `-- sluice:allow` accepts; in no report
  std::vector<std::string> files;  ///< that were judged, in the order of their steps
  std::optional<layout_note> layout;
};

/// Counts the findings by severity anew and says what follows: a certain error outweighs what could
/// not be judged; that outweighs warnings.
void summarise(report_data& report);

/// The findings, those first that do most harm: by severity, then by class, then as they stand.
[[nodiscard]] std::vector<const finding*> by_harm(const report_data& report);

}  // namespace sluice::lint
