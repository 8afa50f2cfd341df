#include "cmd/lint_fix.hpp"

#include "dialects/text/error.hpp"
#include "lint/fixes.hpp"
#include "lint/report/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <tuple>

namespace sluice::cmd {

namespace {

/// What stays of a finding when its statement is rewritten.
using identity = std::tuple<std::string, std::string, std::optional<phases::phase>, std::string>;

identity identity_of(const lint::finding& f) {
  return {f.rule, f.change, f.phase, f.object};
}

bool brings_nothing_new(const lint::report_data& before, const lint::report_data& after) {
  std::set<identity> known;
  for (const lint::finding& f : before.findings) known.insert(identity_of(f));
  return std::all_of(after.findings.begin(), after.findings.end(),
                     [&](const lint::finding& f) { return known.contains(identity_of(f)); });
}

std::size_t count_like(const lint::report_data& report, const lint::finding& f) {
  return static_cast<std::size_t>(
      std::count_if(report.findings.begin(), report.findings.end(), [&](const lint::finding& g) {
        return g.rule == f.rule && g.change == f.change && g.phase == f.phase;
      }));
}

phases::step* step_of(std::vector<phases::change>& changes, const lint::finding& f) {
  for (phases::change& c : changes) {
    if (c.id != f.change) continue;
    for (phases::step& s : c.steps) {
      if (!s.foreign && s.phase == f.phase && s.file->name() == f.file) return &s;
    }
  }
  return nullptr;
}

class fixer {
 public:
  fixer(std::vector<phases::change>& changes, const server_version& server,
        lint::report_data& report, const std::function<lint::report_data()>& judge)
      : changes_(changes), server_(server), report_(report), judge_(judge) {}

  std::vector<fixed_file> run() {
    while (fix_next()) {
    }
    std::vector<fixed_file> out;
    for (auto& [name, file] : files_) {
      if (file.fixes > 0) out.push_back(std::move(file));
    }
    return out;
  }

 private:
  bool fix_next() {
    for (const lint::finding& f : report_.findings) {
      if (f.fix.empty() || !f.phase || tried_.contains(f.fingerprint)) continue;
      tried_.insert(f.fingerprint);
      if (apply(f)) return true;
    }
    return false;
  }

  bool apply(const lint::finding& f) {
    phases::step* step = step_of(changes_, f);
    if (step == nullptr) return false;
    fixed_file& file = file_of(*step);
    std::string text = lint::apply_edits(file.after, f.fix);
    phases::step old = *step;
    try {
      std::vector<std::string> depends_on;
      *step = phases::read_step(std::make_shared<const text::source>(f.file, text), *f.phase,
                                server_, depends_on, phases::on_malformed::keep);
    } catch (const text::input_error&) {  // nothing is left of the file, for one
      *step = std::move(old);
      return false;
    }
    lint::report_data after = judge_();
    if (count_like(after, f) >= count_like(report_, f) || !brings_nothing_new(report_, after)) {
      *step = std::move(old);
      return false;
    }
    file.after = std::move(text);
    ++file.fixes;
    report_ = std::move(after);
    return true;
  }

  /// The file as it is on disk: of a step's own text the server's comments may be taken out.
  fixed_file& file_of(const phases::step& step) {
    const std::string& name = step.file->name();
    const auto [at, fresh] = files_.try_emplace(name);
    if (fresh) {
      at->second.name = name;
      at->second.before = name == "stdin" ? std::string(step.file->bytes())
                                          : std::string(text::read_source(name, name).bytes());
      at->second.after = at->second.before;
    }
    return at->second;
  }

  std::vector<phases::change>& changes_;
  const server_version& server_;
  lint::report_data& report_;
  const std::function<lint::report_data()>& judge_;
  std::map<std::string, fixed_file> files_;
  std::set<std::string> tried_;
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

void append_line(char mark, const std::string& line, std::string& out) {
  out += mark + line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

}  // namespace

std::vector<fixed_file> fix_findings(std::vector<phases::change>& changes,
                                     const server_version& server, lint::report_data& report,
                                     const std::function<lint::report_data()>& judge) {
  return fixer(changes, server, report, judge).run();
}

std::string diff_text(const fixed_file& file) {
  constexpr std::size_t context = 3;
  const std::vector<std::string> a = lines_of(file.before), b = lines_of(file.after);
  // One hunk from the first line that differs to the last: fixes of a file stand close together.
  std::size_t same = 0;
  while (same < a.size() && same < b.size() && a[same] == b[same]) ++same;
  std::size_t tail = 0;
  while (tail + same < a.size() && tail + same < b.size() &&
         a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  const std::size_t begin = same - std::min(same, context);
  const std::size_t after = std::min(tail, context);
  const std::size_t a_end = a.size() - tail + after, b_end = b.size() - tail + after;
  const std::string path = lint::plain_path(file.name);
  std::string out = fmt::format("--- a/{}\n+++ b/{}\n@@ -{},{} +{},{} @@\n", path, path,
                                a_end == begin ? begin : begin + 1, a_end - begin,
                                b_end == begin ? begin : begin + 1, b_end - begin);
  for (std::size_t i = begin; i < same; ++i) append_line(' ', a[i], out);
  for (std::size_t i = same; i < a.size() - tail; ++i) append_line('-', a[i], out);
  for (std::size_t i = same; i < b.size() - tail; ++i) append_line('+', b[i], out);
  for (std::size_t i = a.size() - tail; i < a_end; ++i) append_line(' ', a[i], out);
  return out;
}

}  // namespace sluice::cmd
