#include "dialects/schema/diff.hpp"

#include "dialects/schema/folding.hpp"
#include "dialects/sql/token.hpp"

#include <algorithm>

namespace sluice::schema {
namespace {

/// The program without white space and comments, which servers and people rearrange.
std::string program_text(std::string_view text, dialect d) {
  std::string out;
  for (const sql::token& t : sql::lex(text, d)) {
    if (sql::is_trivia(t.what) || t.what == sql::kind::semicolon) continue;
    out += std::string(text.substr(t.where.begin, t.where.size())) + " ";
  }
  return out;
}

class comparison {
 public:
  comparison(const model& from, const model& to, dialect d) : from_(from), to_(to), dialect_(d) {}

  std::vector<effect> take() {
    tables();
    texts(from_.views, to_.views, effect_kind::view_created, effect_kind::view_dropped);
    texts(from_.routines, to_.routines, effect_kind::routine_created, effect_kind::routine_dropped);
    for (const auto& [name, body] : to_.routines) {
      const auto old = find_entry(from_.routines, name, dialect_);
      if (old != from_.routines.end() && differs(old->second, body))
        report(effect_kind::routine_replaced, {}, name);
    }
    triggers();
    objects();
    return std::move(effects_);
  }

 private:
  effect& report(effect_kind kind, const std::string& table_name, const std::string& object) {
    effect e;
    e.kind = kind;
    e.table = table_name;
    e.object = object;
    effects_.push_back(std::move(e));
    return effects_.back();
  }

  [[nodiscard]] bool differs(const std::string& a, const std::string& b) const {
    return !a.empty() && !b.empty() && program_text(a, dialect_) != program_text(b, dialect_);
  }

  template <typename Map>
  void texts(const Map& from, const Map& to, effect_kind created, effect_kind dropped) {
    for (const auto& entry : from) {
      if (find_entry(to, entry.first, dialect_) == to.end()) report(dropped, {}, entry.first);
    }
    for (const auto& entry : to) {
      if (find_entry(from, entry.first, dialect_) == from.end()) report(created, {}, entry.first);
    }
  }

  /// What PostgreSQL has besides.
  void objects() {
    const auto compare = [&](const auto& from, const auto& to, const std::string& what) {
      for (const auto& [name, was] : from) {
        const auto is = to.find(name);
        if (is == to.end()) {
          report(effect_kind::object_dropped, {}, what + " " + name);
        } else if (is->second != was) {
          report(effect_kind::object_changed, {}, what + " " + name);
        }
      }
      for (const auto& entry : to) {
        if (from.count(entry.first) == 0)
          report(effect_kind::other_created, {}, what + " " + entry.first);
      }
    };
    compare(from_.enums, to_.enums, "type");
    compare(from_.domains, to_.domains, "domain");
    for (const std::string& name : from_.sequences) {
      if (to_.sequences.count(name) == 0)
        report(effect_kind::object_dropped, {}, "sequence " + name);
    }
    for (const std::string& name : to_.sequences) {
      if (from_.sequences.count(name) == 0)
        report(effect_kind::other_created, {}, "sequence " + name);
    }
  }

  void tables() {
    for (const auto& [name, t] : from_.tables) {
      const table* other = find_table(to_, name, dialect_);
      if (t.temporary) continue;
      if (other == nullptr) {
        report(effect_kind::table_dropped, name, {});
      } else if (t.columns_complete && other->columns_complete) {
        if (t.partitioned != other->partitioned || t.partition_of != other->partition_of ||
            t.is_default_partition != other->is_default_partition || t.inherits != other->inherits)
          report(effect_kind::table_behaviour_changed, name, {});
        columns(t, *other);
        constraints(t, *other);
        indexes(t, *other);
      }
    }
    for (const auto& [name, t] : to_.tables) {
      if (!t.temporary && find_table(from_, name, dialect_) == nullptr)
        report(effect_kind::table_created, name, {});
    }
  }

  void columns(const table& from, const table& to) {
    for (const column& c : from.columns) {
      if (find_column(to, c.name, dialect_) == nullptr)
        report(effect_kind::column_dropped, from.name, c.name);
    }
    for (const column& c : to.columns) {
      const column* old = find_column(from, c.name, dialect_);
      if (old == nullptr) {
        report(effect_kind::column_added, from.name, c.name).required = c.required();
        continue;
      }
      if (plain_type(old->type, dialect_) != plain_type(c.type, dialect_) ||
          old->generated != c.generated || old->stored != c.stored || collated_otherwise(*old, c))
        report(effect_kind::column_type_changed, from.name, c.name).to =
            (c.generated && !old->generated ? "generated " : "") + c.type;
      if (old->nullable != c.nullable)
        report(c.nullable ? effect_kind::column_made_nullable : effect_kind::column_made_required,
               from.name, c.name);
      if (old->invisible != c.invisible)
        report(effect_kind::table_behaviour_changed, from.name, c.name);
      // Whether a partition inherits an identity depends on the version.
      const bool other_values =
          old->default_volatility != c.default_volatility &&
          old->default_volatility != volatility::unknown &&
          c.default_volatility != volatility::unknown &&
          std::max(old->default_volatility, c.default_volatility) > volatility::stable;
      const bool other_identity = old->identity != c.identity && from.partition_of.empty();
      const bool had = old->has_default || old->generates_value;
      const bool has = c.has_default || c.generates_value;
      if (had != has)
        report(has ? effect_kind::default_set : effect_kind::default_dropped, from.name, c.name);
      else if (other_identity || (other_values && old->has_default && c.has_default))
        report(effect_kind::default_set, from.name, c.name).replaced = true;
    }
  }

  /// MySQL: which collation a character set has is the server's business.
  [[nodiscard]] bool collated_otherwise(const column& a, const column& b) const {
    return dialect_ != dialect::mysql && a.collation != b.collation;
  }

  /// A key without a list of columns refers to a primary key that may not be known, and MySQL's
  /// statements may name the database that they run in.
  [[nodiscard]] bool refers_alike(const constraint& a, const constraint& b) const {
    const auto bare = [&](const std::string& name) {
      return dialect_ == dialect::mysql ? name.substr(name.find('.') + 1) : name;
    };
    return same_name(bare(a.references), bare(b.references), dialect_) &&
           (a.referenced_columns.empty() || b.referenced_columns.empty() ||
            same_columns(a.referenced_columns, b.referenced_columns));
  }

  void constraint_effect(effect_kind kind, const table& t, const constraint& c) {
    effect& e = report(kind, t.name, c.name);
    e.constraint = c.kind;
    e.columns = c.columns;
    e.unique = c.kind == "unique" || c.kind == "primary key";
  }

  void constraints(const table& from, const table& to) {
    const auto same = [&](const constraint& a, const constraint& b) {
      return a.kind == b.kind && same_columns(a.columns, b.columns) && refers_alike(a, b) &&
             a.on_delete == b.on_delete && a.on_update == b.on_update;
    };
    for (const auto& [name, c] : from.constraints) {
      const auto other = find_entry(to.constraints, name, dialect_);
      if (other == to.constraints.end() || !same(c, other->second))
        constraint_effect(effect_kind::constraint_dropped, from, c);
      else if (!c.valid && other->second.valid)
        constraint_effect(effect_kind::constraint_validated, from, c);
      else if (c.enforced != other->second.enforced)
        constraint_effect(
            c.enforced ? effect_kind::constraint_dropped : effect_kind::constraint_added, from, c);
    }
    for (const auto& [name, c] : to.constraints) {
      const auto other = find_entry(from.constraints, name, dialect_);
      if (other == from.constraints.end() || !same(c, other->second))
        constraint_effect(effect_kind::constraint_added, from, c);
    }
  }

  void index_effect(effect_kind kind, const table& t, const index& i) {
    effect& e = report(kind, t.name, i.name);
    e.columns = i.columns;
    e.unique = i.unique;
  }

  void indexes(const table& from, const table& to) {
    const auto same = [&](const index& a, const index& b) {
      return a.unique == b.unique && a.partial == b.partial && a.valid == b.valid &&
             same_columns(a.columns, b.columns);
    };
    for (const auto& [name, i] : from.indexes) {
      const auto other = find_entry(to.indexes, name, dialect_);
      if (other == to.indexes.end() || !same(i, other->second))
        index_effect(effect_kind::index_dropped, from, i);
    }
    for (const auto& [name, i] : to.indexes) {
      const auto other = find_entry(from.indexes, name, dialect_);
      // What did not finish serves nobody.
      if ((other == from.indexes.end() || !same(other->second, i)) && i.valid)
        index_effect(effect_kind::index_created, from, i);
    }
  }

  void triggers() {
    for (const auto& [key, t] : from_.triggers) {
      if (find_trigger(to_, t.name, t.table, dialect_).empty())
        report(effect_kind::trigger_dropped, t.table, t.name);
    }
    for (const auto& [key, t] : to_.triggers) {
      const std::string held = find_trigger(from_, t.name, t.table, dialect_);
      const trigger* old = held.empty() ? nullptr : &from_.triggers.at(held);
      const bool changed = old != nullptr && (!same_name(old->function, t.function, dialect_) ||
                                              (t.function.empty() && differs(old->body, t.body)));
      if (old == nullptr || changed)
        report(effect_kind::trigger_created, t.table, t.name).replaced = changed;
      else if (old->enabled != t.enabled)
        report(t.enabled ? effect_kind::trigger_created : effect_kind::trigger_dropped, t.table,
               t.name);
    }
  }

  [[nodiscard]] bool same_columns(const std::vector<std::string>& a,
                                  const std::vector<std::string>& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [&](const auto& x, const auto& y) { return same_name(x, y, dialect_); });
  }

  const model& from_;
  const model& to_;
  dialect dialect_;
  std::vector<effect> effects_;
};

}  // namespace

std::vector<effect> diff(const model& from, const model& to, dialect d) {
  return comparison(from, to, d).take();
}

}  // namespace sluice::schema
