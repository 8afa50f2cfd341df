#include "lint/queries.hpp"

#include "dialects/placeholders.hpp"
#include "dialects/schema/names.hpp"
#include "dialects/sql/token.hpp"
#include "dialects/text/one_line.hpp"
#include "lint/advice_words.hpp"
#include "lint/before_after.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

namespace sluice::lint {

namespace {

using schema::effect;
using schema::effect_kind;
using schema::resolve_outcome;

std::set<std::string> words_in(std::string_view text, dialect d) {
  std::set<std::string> out;
  for (const std::string& word : sql::names_mentioned(text, d)) out.insert(folded(word, d));
  // nextval('numbers')
  for (const sql::token& t : sql::lex(text, d)) {
    if (t.what != sql::kind::string || t.where.size() < 3) continue;
    out.insert(last_part(text.substr(t.where.begin + 1, t.where.size() - 2), d));
  }
  return out;
}

/// The table that a foreign key, new or gone, refers to.
std::string referenced(const statement_view& view, const effect& e) {
  const schema::constraint* key = constraint_after(view, e);
  if (key == nullptr) key = constraint_before(view, e);
  return key == nullptr ? std::string() : key->references;
}

query_harm named(const recorded_query& from, std::string what, std::string_view who) {
  return {from.release,    from.file,       from.line, text::one_line(from.sql),
          std::move(what), std::string(who)};
}

/// The first statement that a finding hurts, and how many more there are.
std::string told(const std::vector<query_harm>& queries) {
  const auto judged = [](const query_harm& q) { return q.judged(); };
  const auto first = std::find_if(queries.begin(), queries.end(), judged);
  const bool hurt = first != queries.end();
  const query_harm& one = hurt ? *first : queries.front();
  const auto all = hurt ? std::count_if(queries.begin(), queries.end(), judged)
                        : static_cast<std::ptrdiff_t>(queries.size());
  std::string out = hurt ? fmt::format("{}:{} of {} is hurt ({}): {}", one.file, one.line,
                                       one.release, one.who, one.what)
                         : fmt::format("{}:{} of {} cannot be judged: {}", one.file, one.line,
                                       one.release, one.what);
  if (all > 1) out += fmt::format("; so {} {} more", all == 2 ? "is" : "are", all - 1);
  return out;
}

}  // namespace

query_judge::query_judge(const lint_input& input)
    : dialect_(input.which()), all_(input.queries_are_all) {
  for (const recorded_query& each : input.queries) {
    query q;
    q.from = &each;
    q.tree = sql::read_statement_tree(each.sql, dialect_);
    q.words = words_in(each.sql, dialect_);
    q.natural = q.words.contains("natural");
    queries_.push_back(std::move(q));
  }
  // SET search_path, USE: the reader keeps what decides about names.
  std::map<std::string, std::size_t> settings;
  for (const query& q : queries_) {
    const std::string verb = first_word(dialect_, q.from->sql);
    if (verb == "SET" || verb == "USE" || verb == "RESET")
      settings.emplace(q.from->release, q.from->line);
  }
  for (query& q : queries_) {
    const auto set = settings.find(q.from->release);
    if (set == settings.end()) continue;
    q.tree.nodes.truncate(0);
    q.tree.problem = fmt::format("line {} changes what its names stand for", set->second);
  }
}

void query_judge::begin_change(bool followed) {
  for (query& q : queries_) {
    if (!followed || q.stale) q.start.reset();
    q.stale = false;
  }
}

namespace {

/// Whatever they name, it may stand in a default, a check or another program.
bool concerns_all(const effect& e) {
  switch (e.kind) {
    case effect_kind::unknown:
    case effect_kind::privileges_revoked:
    case effect_kind::owner_changed:
    case effect_kind::object_dropped:
    case effect_kind::object_changed:
    case effect_kind::object_renamed:
    case effect_kind::value_added:
    case effect_kind::routine_created:
    case effect_kind::routine_replaced:
    case effect_kind::routine_dropped:
      return e.table.empty();
    default:
      return false;
  }
}

}  // namespace

query_judge::surroundings query_judge::around(const statement_view& view) const {
  surroundings out;
  for (const sql::object_name& each : view.statement.relations)
    out.words.insert(folded(each.object.text, dialect_));
  for (const effect& e : view.effects) {
    for (const std::string& name : {e.table, e.object, e.to, referenced(view, e)}) {
      if (!name.empty()) out.words.insert(last_part(name.substr(name.rfind(' ') + 1), dialect_));
    }
    out.all = out.all || concerns_all(e);
    if (!e.table.empty()) out.behind.push_back("v " + e.table);
  }
  return out;
}

/// Only what a statement names, itself or behind a view, can matter to it.
bool query_judge::is_near(const query& q, const surroundings& near) const {
  if (near.all) return true;
  for (const std::string& word : near.words) {
    if (q.words.contains(word) || q.program_words.contains(word)) return true;
  }
  return std::any_of(near.behind.begin(), near.behind.end(), [&](const std::string& behind) {
    const auto from = q.start->footprint.lower_bound(behind);
    return from != q.start->footprint.end() && from->starts_with(behind);
  });
}

/// The words of the triggers that it fires, of the routines that those and it call, and so on.
std::set<std::string> query_judge::programs_of(const query& q, const schema::model& m) const {
  std::set<std::string> out;
  std::deque<std::string> open;  // names that may be called
  const auto add_text = [&](std::string_view text) {
    for (const std::string& word : words_in(text, dialect_)) {
      if (out.insert(word).second) open.push_back(word);
    }
  };
  for (const std::string& name : q.start->routines) open.push_back(name);
  std::set<std::string> written;
  for (const schema::table_write& w : q.start->writes) written.insert(w.table);
  std::set<std::string> seen_triggers, seen_routines;
  bool more = true;
  while (more) {
    more = false;
    for (const auto& [key, t] : m.triggers) {
      const std::string& table = t.table;
      const bool fires =
          std::any_of(
              written.begin(), written.end(),
              [&](const std::string& w) { return schema::same_name(w, table, dialect_); }) ||
          (out.contains(last_part(t.table, dialect_)) &&
           (out.contains("insert") || out.contains("update") || out.contains("delete")));
      if (!fires || !seen_triggers.insert(key).second) continue;
      more = true;
      add_text(t.body);
      if (!t.function.empty()) open.push_back(last_part(t.function, dialect_));
    }
    while (!open.empty()) {
      const std::string name = std::move(open.front());
      open.pop_front();
      for (const auto& [key, body] : m.routines) {
        const std::string bare = last_part(key.substr(0, key.find_first_of("( ")), dialect_);
        if (!sql::same_word(bare, name) || !seen_routines.insert(key).second) continue;
        more = true;
        out.insert(bare);
        add_text(body);
      }
    }
  }
  return out;
}

/// An INSERT without a list of columns does not mind what they are called.
void query_judge::undo_renames(schema::name_resolution& r, const schema::model& m) const {
  if (r.insert_columns.empty() || r.writes.size() != 1) return;
  const schema::table* t = schema::find_table(m, r.writes.front().table, dialect_);
  if (t == nullptr) return;
  for (std::string& name : r.insert_columns) {
    const schema::column* c = schema::find_column(*t, name, dialect_);
    if (c == nullptr || c->former.text.empty() || c->former.text == name) continue;
    const std::string written = "w " + r.writes.front().table + ".";
    if (r.footprint.erase(written + name) != 0) r.footprint.insert(written + c->former.text);
    name = c->former.text;
  }
}

void query_judge::look(query& q, const statement_view& view, const surroundings& near,
                       const schema::model& end) {
  q.open.clear();
  q.change.reset();
  q.fresh = false;
  if (!q.start) {
    q.start = schema::resolve_names(q.tree, view.before_change);
    q.program_words = programs_of(q, view.before_change);
  }
  q.near = is_near(q, near);
  if (!q.near) return;
  q.stale = true;
  if (q.start->outcome != resolve_outcome::unjudged) q.then = schema::resolve_names(q.tree, end);
  switch (q.start->outcome) {
    case resolve_outcome::unjudged:
      q.open = q.start->reason;
      return;
    case resolve_outcome::fails:
      // It may be of a release that counts on what the change makes.
      if (q.then.outcome != resolve_outcome::resolves)
        q.open = "it does not resolve before the change: " + q.start->reason;
      else
        q.near = false;
      return;
    case resolve_outcome::resolves:
      break;
  }
  q.before = schema::resolve_names(q.tree, view.before);
  q.after = schema::resolve_names(q.tree, view.after);
  undo_renames(q.before, view.before);
  undo_renames(q.after, view.after);
  undo_renames(q.then, end);
  for (const schema::name_resolution* state : {&q.before, &q.after, &q.then}) {
    if (state->outcome == resolve_outcome::unjudged) q.open = state->reason;
  }
  if (!q.open.empty()) return;
  q.change = change_of(*q.start, q.then, q.natural);
  q.fresh = q.change && !change_of(*q.start, q.before, q.natural) &&
            change_of(*q.start, q.after, q.natural);
  q.own = q.before.outcome == resolve_outcome::resolves &&
          change_of(q.before, q.after, q.natural).has_value();
  if (q.before.outcome != resolve_outcome::resolves) q.before = *q.start;
}

/// What else the same rule says of the same column, it says in one finding.
std::vector<effect> query_judge::effects_of(const statement_view& view, const finding& f) const {
  std::vector<effect> out;
  for (const std::size_t index : f.effects) {
    const effect& own = view.effects[index];
    for (const effect& e : view.effects) {
      if (&e == &own || (e.table == own.table && e.object == own.object && !own.object.empty()))
        out.push_back(e);
    }
  }
  return out;
}

bool query_judge::mentions(const query& q, const statement_view& view, const finding& f) const {
  std::vector<std::string> names{f.object};
  for (const effect& e : effects_of(view, f)) {
    // A column is not named by `*`, but its table is.
    names.push_back(e.table.empty() ? e.object : e.table);
  }
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const std::string bare = last_part(name.substr(name.rfind(' ') + 1), dialect_);
    return !bare.empty() && (q.words.contains(bare) || q.program_words.contains(bare));
  });
}

bool query_judge::keep(const statement_view& view, finding& f) {
  std::vector<effect> effects = effects_of(view, f);
  if (effects.empty()) {
    // About a view, a trigger or a routine that an effect touches.
    effect about;
    about.object = f.object;
    if (view.before.views.contains(f.object)) {
      about.kind = effect_kind::view_created;
    } else if (const std::string key =
                   schema::find_trigger(view.before, last_part(f.object, dialect_), "", dialect_);
               !key.empty()) {
      about.kind = effect_kind::trigger_created;
      about.table = view.before.triggers.at(key).table;
      about.object = view.before.triggers.at(key).name;
    } else if (std::any_of(
                   view.before.routines.begin(), view.before.routines.end(), [&](const auto& each) {
                     return last_part(each.first.substr(0, each.first.find('(')), dialect_) ==
                            last_part(f.object, dialect_);
                   })) {
      about.kind = effect_kind::routine_replaced;
    } else {
      return true;
    }
    effects.push_back(std::move(about));
  }
  for (query& q : queries_) {
    if (!q.near) continue;
    if (!q.open.empty()) {
      if (mentions(q, view, f)) f.queries.push_back(named(*q.from, q.open, ""));
      continue;
    }
    std::vector<harm> found;
    const query_use use{q.before, q.then, q.change, q.own, q.words, q.program_words};
    for (const effect& e : effects) {
      if (lint::judge(view, e, use, found) == judgement::open) {
        f.queries.clear();
        return true;
      }
    }
    if (!found.empty())
      f.queries.push_back(named(*q.from, std::move(found.front().what), found.front().who));
  }
  if (f.queries.empty()) {
    // Nobody is there to ask about what no statement tells.
    const auto tells_nothing = [&](const effect& e) {
      const schema::name_resolution nothing;
      const std::set<std::string> no_words;
      std::vector<harm> found;
      return lint::judge(view, e, {nothing, nothing, {}, false, no_words, no_words}, found) ==
             judgement::open;
    };
    return std::any_of(effects.begin(), effects.end(), tells_nothing);
  }
  f.message += "; " + told(f.queries);
  return true;
}

void query_judge::judge(const statement_view& view, const schema::model& end,
                        std::vector<finding>& found) {
  if (!any()) return;
  const surroundings near = around(view);
  for (query& q : queries_) look(q, view, near, end);
  for (finding& f : found)
    f.hurts_nobody = f.what == rule_class::rollback && !keep(view, f) && all_;
  if (!view.in(phases::phase::contract)) add_missing(view, found);
}

/// The rules ask the schema alone; what a new column does to a join, a star or a positional INSERT,
/// only the statements tell.
void query_judge::add_missing(const statement_view& view, std::vector<finding>& found) {
  for (const query& q : queries_) {
    if (!q.near || !q.open.empty() || !q.fresh) continue;
    const bool said = std::any_of(found.begin(), found.end(), [&](const finding& f) {
      return std::any_of(f.queries.begin(), f.queries.end(), [&](const query_harm& h) {
        return h.judged() && h.file == q.from->file && h.line == q.from->line &&
               h.statement == text::one_line(q.from->sql);
      });
    });
    if (said) continue;
    const rule& r = q.change->sort == name_change::fails ? catalogue::release_statement_fails
                    : q.change->sort == name_change::other_meaning
                        ? catalogue::release_statement_changes_meaning
                        : catalogue::release_result_changes;
    const effect& e = cause_of(q, view);
    query_harm own = named(*q.from, q.change->what, q.change->who);
    const std::string object =
        e.table + (e.table.empty() || e.object.empty() ? "" : ".") + e.object;
    // Statements that suffer alike share a finding.
    const auto alike = std::find_if(found.begin(), found.end(), [&](const finding& f) {
      return f.rule == r.id && f.object == object;
    });
    if (alike != found.end()) {
      alike->queries.push_back(std::move(own));
      continue;
    }
    finding f = make_finding(r, view.step, e.where.empty() ? view.statement.where : e.where);
    f.object = object;
    f.instead = fill(r.instead.for_dialect(view.d), {e.table, e.object, e.to, "", ""});
    if (view.step.foreign) {
      f.why = without_phases(f.why);
      f.instead = without_phases(f.instead);
    }
    f.queries.push_back(std::move(own));
    found.push_back(std::move(f));
  }
  for (finding& f : found) {
    if (f.message.empty()) f.message = told(f.queries);
  }
}

/// The effect that the statement has to do with.
const effect& query_judge::cause_of(const query& q, const statement_view& view) const {
  const auto found = std::find_if(view.effects.begin(), view.effects.end(), [&](const effect& e) {
    const std::string& name = e.table.empty() ? e.object : e.table;
    return q.words.contains(last_part(name, dialect_));
  });
  return found == view.effects.end() ? view.effects.front() : *found;
}

}  // namespace sluice::lint
