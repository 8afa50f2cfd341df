#include "dialects/schema/folding.hpp"
#include "dialects/schema/words.hpp"

#include <array>

/// Sequences of PostgreSQL and MariaDB, whose options stand in any order.
namespace sluice::schema {
namespace {

struct bounds {
  std::string_view minimum, maximum;
};

bounds bounds_of(std::string_view type, dialect d) {
  // MariaDB keeps the last number of each side for itself.
  if (d == dialect::mysql) return {"-9223372036854775807", "9223372036854775806"};
  if (type == "smallint") return {"-32768", "32767"};
  if (type == "integer") return {"-2147483648", "2147483647"};
  return {"-9223372036854775808", "9223372036854775807"};
}

bool descends(const sequence& s) {
  return s.increment.starts_with('-');
}

/// What NO MINVALUE, NO MAXVALUE and silence mean.
std::string usual_minimum(const sequence& s, dialect d) {
  return descends(s) ? std::string(bounds_of(s.type, d).minimum) : "1";
}
std::string usual_maximum(const sequence& s, dialect d) {
  return descends(s) ? "-1" : std::string(bounds_of(s.type, d).maximum);
}

/// The options of one statement, as far as they are said.
struct said {
  std::string type, start, increment, minimum, maximum, cache;
  bool no_minimum = false;
  bool no_maximum = false;
  bool cycle = false;
  bool no_cycle = false;
  bool no_cache = false;
};

/// A number behind an option and its filling word; `i` then stands on its last token.
std::string number(const words& w, std::size_t& i) {
  if (w.is(i + 1, "by") || w.is(i + 1, "with") || w.what(i + 1) == sql::kind::equals) ++i;
  std::string sign;
  if (w.what(i + 1) == sql::kind::minus) {
    sign = "-";
    ++i;
  }
  return sign + std::string(w.at(++i));
}

said read_options(const words& w, std::size_t i) {
  said out;
  for (; i < w.size(); ++i) {
    const bool no = w.is(i, "no");
    if (no) ++i;
    if (w.is(i, "as")) out.type = canonical_type(sql::lower_case(w.at(++i)), dialect::postgres);
    if (w.is(i, "increment")) out.increment = number(w, i);
    if (w.is(i, "start")) out.start = number(w, i);
    if (w.is(i, "nominvalue") || (no && w.is(i, "minvalue"))) {
      out.no_minimum = true;
    } else if (w.is(i, "minvalue")) {
      out.minimum = number(w, i);
    }
    if (w.is(i, "nomaxvalue") || (no && w.is(i, "maxvalue"))) {
      out.no_maximum = true;
    } else if (w.is(i, "maxvalue")) {
      out.maximum = number(w, i);
    }
    if (w.is(i, "nocache") || (no && w.is(i, "cache"))) {
      out.no_cache = true;
    } else if (w.is(i, "cache")) {
      out.cache = number(w, i);
    }
    out.no_cycle = out.no_cycle || w.is(i, "nocycle") || (no && w.is(i, "cycle"));
    out.cycle = out.cycle || (!no && w.is(i, "cycle"));
  }
  return out;
}

void apply(sequence& s, const said& options, bool fresh, dialect d) {
  const bool had_usual_minimum = s.minimum == bounds_of(s.type, d).minimum;
  const bool had_usual_maximum = s.maximum == bounds_of(s.type, d).maximum;
  if (!options.type.empty()) s.type = options.type;
  if (!options.increment.empty()) s.increment = options.increment;
  // Another type brings its own bounds where the former's were in force.
  const bool retyped = !fresh && !options.type.empty();
  if (fresh || options.no_minimum) s.minimum = usual_minimum(s, d);
  if (fresh || options.no_maximum) s.maximum = usual_maximum(s, d);
  if (retyped && had_usual_minimum) s.minimum = bounds_of(s.type, d).minimum;
  if (retyped && had_usual_maximum) s.maximum = bounds_of(s.type, d).maximum;
  if (!options.minimum.empty()) s.minimum = options.minimum;
  if (!options.maximum.empty()) s.maximum = options.maximum;
  if (fresh) s.start = descends(s) ? s.maximum : s.minimum;
  if (!options.start.empty()) s.start = options.start;
  if (fresh) s.cache = d == dialect::mysql ? "1000" : "1";
  if (options.no_cache) s.cache = "0";
  if (!options.cache.empty()) s.cache = options.cache;
  if (options.cycle || options.no_cycle) s.cycle = options.cycle;
}

}  // namespace

/// ALTER SEQUENCE s AS bigint: it goes on where it is, and may go farther.
bool folder::only_grows() const {
  const words w(file_.slice(statement_.where), dialect_);
  const std::size_t as = w.find("as");
  return as + 2 == w.size() && (w.is(as + 1, "bigint") || w.is(as + 1, "int8"));
}

/// One that a column owns is a part of the column.
void folder::hold_sequence(const sql::object_command& s, const std::string& key) {
  const words w(file_.slice(statement_.where), dialect_);
  const std::size_t next = w.behind(s.objects.front().where.end - statement_.where.begin);
  const bool temporary = w.find("temporary") < next || w.find("temp") < next;
  if (temporary || s.owned_by) return;
  sequence made;
  apply(made, read_options(w, next), true, dialect_);
  model_.sequences[key] = std::move(made);
}

void folder::alter_sequence(const sql::object_command& s, const std::string& key) {
  const words w(file_.slice(statement_.where), dialect_);
  const std::size_t next = w.behind(s.objects.front().where.end - statement_.where.begin);
  if (w.is(next, "rename") || w.is(next, "owner")) return;
  if (s.owned_by) {
    model_.sequences.erase(key);
    return;
  }
  const bool freed = w.find("owned", next) < w.size();
  if (!freed && model_.sequences.count(key) == 0) return;
  apply(model_.sequences[key], read_options(w, next), false, dialect_);
}

}  // namespace sluice::schema
