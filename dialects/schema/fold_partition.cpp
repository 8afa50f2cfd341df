#include "dialects/schema/folding.hpp"
#include "dialects/schema/words.hpp"

#include <algorithm>

/// How tables are cut into partitions.
namespace sluice::schema {
namespace {

using sql::kind;

bool is_midnight(std::string_view text) {
  return text == " 00:00:00" || text == " 00:00:00+00";
}

/// A value of a bound as servers and people both write it: without quotes, and a day for its
/// midnight.
std::string bound_value(std::string value) {
  if (value.size() > 10 && value[4] == '-' && is_midnight(std::string_view(value).substr(10)))
    value.resize(10);
  return value;
}

/// MySQL calls them p0, p1 ...
void add_numbered(std::vector<std::string>& partitions, std::size_t more) {
  constexpr std::size_t most = 8192;  // of one table
  for (; more > 0 && partitions.size() < most; --more)
    partitions.push_back("p" + std::to_string(partitions.size()));
}

}  // namespace

std::string partition_bound(std::string_view text, dialect d) {
  const words w(text, d);
  std::string out;
  for (std::size_t i = 0; i < w.size(); ++i) {
    const kind k = w.what(i);
    if (k == kind::double_colon || (k == kind::colon && w.what(i + 1) == kind::colon)) {
      // The type of a value, which the column has anyway.
      while (i + 1 < w.size() && w.what(i + 1) != kind::comma && w.what(i + 1) != kind::right_paren)
        ++i;
      continue;
    }
    const bool glued = out.empty() || k == kind::comma || k == kind::right_paren ||
                       out.back() == '(' || out.back() == '-';
    if (!glued) out += ' ';
    out += k == kind::string ? bound_value(w.label(i)) : sql::lower_case(w.at(i));
  }
  return out;
}

/// PostgreSQL: the scheme of the table, and its place in that of its parent.
void folder::partition(table& t, const sql::create_table& s) {
  t.partitioned = s.partitioned.has_value();
  t.is_default_partition = s.default_partition;
  if (s.bound) t.partition_bound = partition_bound(file_.slice(*s.bound), dialect_);
}

/// After the columns are known.
void folder::name_partition_key(subject& on, const sql::partition_scheme& scheme) {
  std::string key;
  for (const std::string& part : spellings(on, scheme.parts))
    key += (key.empty() ? "" : ", ") + (part.empty() ? std::string("<expression>") : part);
  on.held->partition_key = scheme.strategy + " (" + key + ")";
}

/// MySQL: PARTITION BY [LINEAR] {RANGE | LIST | HASH | KEY} ... with its partitions.
void folder::read_partitions(table& t, const words& w) const {
  std::size_t i = w.find("partition");
  while (i < w.size() && !w.is(i + 1, "by")) i = w.find("partition", i + 1);
  if (i >= w.size()) return;
  t.partitioned = true;
  t.partitions.clear();
  i += 2;
  t.partition_key = sql::lower_case(w.at(i));
  if (w.is(i, "linear") || w.is(i + 1, "columns"))
    t.partition_key += " " + sql::lower_case(w.at(++i));
  i = t.partition_key == "system_time" ? i + 1 : w.behind_brackets(i + 1);
  std::size_t count = 1;
  for (; i < w.size(); ++i) {
    if (w.is(i, "partitions") && w.what(i + 1) == kind::number) count = w.count(i + 1);
    if (w.is(i, "partition")) t.partitions.push_back(w.name(i + 1));
  }
  const bool counted = t.partition_key.ends_with("hash") || t.partition_key.ends_with("key");
  if (counted && t.partitions.empty()) add_numbered(t.partitions, count);
  if (t.partition_key == "system_time" && t.partitions.empty()) {  // of MariaDB: the last is now
    add_numbered(t.partitions, std::max<std::size_t>(count, 2) - 1);
    t.partitions.emplace_back("pn");
  }
}

/// MySQL: ADD, DROP, COALESCE and REORGANIZE PARTITION, REMOVE PARTITIONING.
void folder::note_partitioning(subject& s, const std::string& action, text::span where) {
  if (s.held == nullptr || dialect_ != dialect::mysql) return;
  table& t = *s.held;
  if (action.starts_with("PARTITION BY")) {
    read_partitions(t, words(file_.slice(where), dialect_));
  } else if (action.starts_with("REMOVE PARTITIONING")) {
    t.partitioned = false;
    t.partition_key.clear();
    t.partitions.clear();
  } else if (action.find(" PARTITION") != std::string::npos) {
    change_partitions(t, words(file_.slice(where), dialect_));
  }
}

void folder::act(subject& s, const sql::narrow_partitions& a, text::span where) {
  note_partitioning(s, a.words, where);
  report(effect_kind::table_behaviour_changed, s.key, "partitions", where);
}

/// MariaDB: the new table has the columns and keys of the one that it leaves.
void folder::act(subject& s, const sql::convert_partition& a, text::span where) {
  const words w(file_.slice(where), dialect_);
  if (!a.to_table) {
    const subject other = find(a.other);
    report(effect_kind::table_dropped, other.key, {}, a.other.where);
    if (other.held == nullptr || other.held == s.held) return;
    erase_table(other.key);
    const std::size_t to = w.find("partition");
    if (s.held != nullptr) s.held->partitions.push_back(w.name(to + 1));
    return;
  }
  report(effect_kind::rows_deleted, s.key, {}, where).whole_table = true;
  const std::string key = new_key(a.other);
  report(effect_kind::table_created, key, {}, a.other.where);
  if (s.held == nullptr) {
    model_.tables[key].columns_complete = false;
  } else {
    std::erase_if(s.held->partitions,
                  [&](const auto& each) { return same_name(each, w.name(2), dialect_); });
    table& made = model_.tables[key];
    made = *s.held;
    // A table of partitions cannot have them.
    std::erase_if(made.constraints, [](const auto& c) { return !c.second.references.empty(); });
    made.partitioned = false;
    made.partition_key.clear();
    made.partitions.clear();
    for (const auto& entry : made.indexes) model_.places.add(entry.first, key);
    for (const auto& entry : made.constraints) model_.places.add(entry.first, key);
  }
  model_.tables[key].name = key;
}

/// The server keeps a period as a check of two columns that are NOT NULL, and lists it nowhere.
void folder::act(subject& s, const sql::change_period& a, text::span where) {
  for (const sql::name& bound : a.bounds) require(s, spelling(s, bound), where);
  effect& e =
      report(a.bounds.empty() ? effect_kind::constraint_dropped : effect_kind::constraint_added,
             s.key, a.period.text, where);
  e.constraint = "check";
  e.columns = spellings(s, a.bounds);
}

void folder::change_partitions(table& t, const words& w) const {
  std::vector<std::string> made;
  const std::size_t brackets = std::min(w.find("into"), w.find("add"));
  for (std::size_t i = w.find("partition", brackets + 2); i < w.size();
       i = w.find("partition", i + 1))
    made.push_back(w.name(i + 1));
  const auto at = [&](std::size_t i) {
    return std::find_if(t.partitions.begin(), t.partitions.end(),
                        [&](const auto& each) { return same_name(each, w.name(i), dialect_); });
  };
  if (w.is(0, "add")) {
    const std::size_t count = w.find("partitions");
    add_numbered(t.partitions, w.count(count + 1));
    t.partitions.insert(t.partitions.end(), made.begin(), made.end());
  } else if (w.is(0, "drop")) {
    for (std::size_t i = w.are(2, "if", "exists") ? 4 : 2; i < w.size(); ++i) {
      if (const auto gone = at(i); gone != t.partitions.end()) t.partitions.erase(gone);
    }
  } else if (w.is(0, "coalesce")) {
    t.partitions.resize(t.partitions.size() - std::min(w.count(2), t.partitions.size()));
  } else if (w.is(0, "reorganize")) {
    auto place = t.partitions.end();
    for (std::size_t i = 2; i < w.size() && !w.is(i, "into"); ++i) {
      if (const auto gone = at(i); gone != t.partitions.end()) place = t.partitions.erase(gone);
    }
    t.partitions.insert(place, made.begin(), made.end());
  }
}

}  // namespace sluice::schema
