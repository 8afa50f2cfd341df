#include "migrator/lint_changes.hpp"

#include <algorithm>

namespace sluice::migrator {

lint::lint_input lint_input_of(const std::vector<phases::change>& changes,
                               const server_version& server, const std::string& today,
                               const std::vector<std::pair<std::string, phases::phase>>* wanted) {
  lint::lint_input out;
  out.server = server;
  out.today = today;
  for (const phases::change& c : changes) {
    for (const phases::step& s : c.steps) {
      lint::step_input in;
      in.change = c.id;
      in.phase = s.phase;
      in.foreign = s.foreign;
      in.file = s.file.get();
      in.no_transaction = s.no_transaction;
      in.transactional = out.which() != dialect::mysql && s.fits_transaction();
      in.report = wanted == nullptr || std::find(wanted->begin(), wanted->end(),
                                                 std::pair(c.id, s.phase)) != wanted->end();
      for (const phases::step_statement& statement : s.statements) {
        lint::statement_input one;
        one.statement = &statement.parsed;
        for (const phases::allowance& a : statement.allowances)
          one.allowances.push_back({a.rule, a.reason, a.until, a.where});
        one.is_backfill = statement.backfill.has_value();
        if (statement.backfill) one.backfill_name = statement.backfill->name;
        in.statements.push_back(std::move(one));
      }
      out.steps.push_back(std::move(in));
    }
  }
  return out;
}

std::optional<lint::layout_note> layout_note_of(const phases::folder_reading& read) {
  if (!read.is_foreign()) return std::nullopt;
  lint::layout_note out;
  out.name = read.layout;
  out.down_parts = read.down_parts;
  out.parts_of_other_engines = read.parts_of_other_engines;
  for (const phases::layout::file_note& file : read.files) {
    using phases::layout::role;
    out.files += file.what == role::up ? 1u : 0u;
    out.down_files += file.what == role::down ? 1u : 0u;
    if (file.what == role::left_out || file.what == role::other_engine)
      out.left_out.push_back({file.path, file.why});
  }
  return out;
}

}  // namespace sluice::migrator
