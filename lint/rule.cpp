#include "lint/rule.hpp"

#include "lint/advice_words.hpp"
#include "lint/rules/rules.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace sluice::lint {

std::string_view advice::for_dialect(dialect d) const {
  switch (d) {
    case dialect::mysql:
      return mysql.empty() ? postgres : mysql;
    case dialect::sqlite:
      return sqlite.empty() ? postgres : sqlite;
    case dialect::postgres:
      break;
  }
  return postgres;
}

std::string fill(std::string_view text, const subject& s) {
  const std::array<std::pair<std::string_view, const std::string*>, 5> words{{
      {"{table}", &s.table},
      {"{column}", &s.column},
      {"{to}", &s.to},
      {"{type}", &s.type},
      {"{name}", &s.name},
  }};
  std::string out;
  while (!text.empty()) {
    const auto word = std::find_if(words.begin(), words.end(),
                                   [&](const auto& each) { return text.starts_with(each.first); });
    if (word != words.end()) {
      out += *word->second;
      text.remove_prefix(word->first.size());
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

finding make_finding(const rule& r, const step_input& step, text::span where) {
  finding f;
  f.rule = std::string(r.id);
  f.what = r.what;
  f.level = r.usual;
  f.file = step.file->name();
  f.where = where;
  f.begin = step.file->position_of(where.begin);
  f.end = step.file->position_of(where.end);
  f.source_line = std::string(step.file->line_text(f.begin.line));
  f.change = step.change;
  if (!step.foreign) f.phase = step.phase;
  f.why = std::string(r.why);
  return f;
}

void reporter::report(draft d) {
  finding f = make_finding(rule_, view_.step, d.where.empty() ? view_.statement.where : d.where);
  f.level = d.level.value_or(rule_.usual);
  f.object = std::move(d.object);
  f.message = std::move(d.message);
  f.table = std::move(d.table);
  f.fix = std::move(d.fix);
  f.instead = d.instead ? *d.instead : fill(rule_.instead.for_dialect(view_.d), d.named);
  if (view_.step.foreign) {
    f.message = without_phases(f.message);
    f.why = without_phases(f.why);
    f.instead = without_phases(f.instead);
  }
  findings_.push_back(std::move(f));
}

void reporter::report(const schema::effect& e, draft d) {
  claim(e);
  if (d.where.empty()) {
    d.where = e.where;
  }
  if (d.object.empty()) {
    d.object = e.table;
    if (!e.object.empty()) {
      d.object += (e.table.empty() ? "" : ".") + e.object;
    }
  }
  report(std::move(d));
  findings_.back().effects.push_back(index_of(e));
}

std::size_t reporter::index_of(const schema::effect& e) const {
  return static_cast<std::size_t>(&e - view_.effects.data());
}

void reporter::claim(const schema::effect& e) {
  claimed_.at(index_of(e)) = true;
}

bool reporter::claimed(const schema::effect& e) const {
  return claimed_.at(index_of(e));
}

std::span<const rule> rules() {
  static const std::vector<rule> all{
#define SLUICE_RULE(name) catalogue::name,
#include "lint/rules.def"
#undef SLUICE_RULE
  };
  return all;
}

const rule* find_rule(std::string_view id) {
  const auto all = rules();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const rule& r) { return r.id == id; });
  return found == all.end() ? nullptr : &*found;
}

namespace {

/// Levenshtein's distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0u : 1u);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view nearest_rule(std::string_view id) {
  std::string_view nearest;
  std::size_t best = id.size() / 2;  // farther away is another word
  for (const rule& r : rules()) {
    const std::size_t d = distance(id, r.id);
    if (d <= best && (nearest.empty() || d < best)) {
      best = d;
      nearest = r.id;
    }
  }
  return nearest;
}

}  // namespace sluice::lint
