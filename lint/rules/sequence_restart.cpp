#include "dialects/schema/names.hpp"
#include "dialects/schema/words.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sluice::lint::catalogue {

namespace {

constexpr const char* hurt = "old writers that take one which a row has already are refused";

/// The model's key of what a text like 'billing.numbers' names.
std::string key_in(const std::string& text, dialect d) {
  const schema::words w(text, d);
  sql::object_name named;
  const bool has_schema = w.at(1) == ".";
  if (has_schema) named.schema = sql::name{w.name(0), {}, false};
  named.object.text = w.name(has_schema ? 2 : 0);
  return schema::model_name(named, d);
}

/// By its own statement, or as that of a column: users_id_seq.
bool is_made_here(const statement_view& view, const std::string& sequence) {
  if (view.after.sequences.contains(sequence))
    return !view.before_change.sequences.contains(sequence);
  return std::any_of(view.after.tables.begin(), view.after.tables.end(), [&](const auto& entry) {
    return sequence.starts_with(entry.first + "_") && sequence.ends_with("_seq") &&
           view.made.contains(entry.first);
  });
}

/// setval('numbers', 1). A value that is computed, of the greatest key for the most part, is left
/// to its author; MariaDB's setval never goes back.
void check_setval(const statement_view& view, reporter& to) {
  if (view.d != dialect::postgres || view.in(phases::phase::contract)) return;
  const schema::words w(view.step.file->slice(view.statement.where), view.d);
  for (std::size_t i = w.find("setval"); i < w.size(); i = w.find("setval", i + 1)) {
    if (w.at(i + 1) != "(" || w.what(i + 2) != sql::kind::string) continue;
    const std::string name = key_in(w.label(i + 2), view.d);
    std::size_t at = i + 3;
    if (w.at(at) == "::") at += 2;
    if (w.at(at) != "," || w.what(at + 1) != sql::kind::number) continue;
    if (w.at(at + 2) != "," && w.at(at + 2) != ")") continue;
    if (is_made_here(view, name)) continue;
    reporter::draft d;
    d.message = fmt::format("sets sequence {} to {}, wherever it is: {}", name, w.at(at + 1), hurt);
    d.object = name;
    d.named = {"", name, "", "", ""};
    to.report(std::move(d));
  }
}

void check_sequence_restart(const statement_view& view, reporter& to) {
  check_setval(view, to);
  each_misplaced(view, to, schema::effect_kind::object_changed, [&](const schema::effect& e) {
    if (!is_a(e, "sequence") || !(says(view, {"restart"}) || says(view, {"maxvalue"}) ||
                                  says(view, {"minvalue"}) || says(view, {"cycle"})))
      return;
    const std::string name = bare_name(e, "sequence");
    to.report(e, said(fmt::format("changes which numbers sequence {} gives: {}", name, hurt),
                      {"", name, "", "", ""}));
  });
}

}  // namespace

const rule sequence_restart{
    "sequence-restart",
    rule_class::rollback,
    severity::error,
    "A sequence is set back, or its range changed, while a release takes numbers from it.",
    "Numbers that were given once are given again: each INSERT that gets one fails on the key, "
    "until the sequence has passed them all. With a smaller MAXVALUE it gives none at all.",
    {"Never set it back. To leave numbers free, set it forward, behind every number in use, and "
     "say why:\n"
     "  -- sluice:allow sequence-restart reason=\"starts above all rows\"\n"
     "  ALTER SEQUENCE {column} RESTART WITH ...;",
     "", ""},
    {"CREATE SEQUENCE numbers;", phases::phase::expand, "ALTER SEQUENCE numbers RESTART WITH 1;",
     "CREATE SEQUENCE other_numbers START WITH 1;"},
    {"", "numbers", "", "", ""},
    check_sequence_restart,
    true,
    postgres_and_mariadb};

}  // namespace sluice::lint::catalogue
