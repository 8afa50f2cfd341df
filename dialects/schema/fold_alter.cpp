#include "dialects/schema/folding.hpp"
#include "dialects/schema/volatility.hpp"

#include <algorithm>

namespace sluice::schema {
namespace {

/// MySQL's types with a character set.
bool holds_characters(std::string_view type) {
  for (const std::string_view part : {"char", "text", "enum", "set", "long"}) {
    const auto at = type.find(part);
    if (at != std::string_view::npos && at < type.find('(')) {
      return true;
    }
  }
  return false;
}

}  // namespace

void folder::act(subject& s, const sql::add_column& a, text::span where) {
  const std::string name = spelling(s, a.column.column);
  if (a.if_not_exists && s.held != nullptr && s.held->find(name) != nullptr) {
    skip(effect_kind::column_added, s.key, name, where);
    return;
  }
  const column fresh = made(a.column);
  effect& e = report(effect_kind::column_added, s.key, name,
                     a.column.where.empty() ? where : a.column.where);
  e.required = fresh.required();
  if (s.held != nullptr && s.held->find(name) == nullptr) {
    s.held->columns.push_back(fresh);
    place(*s.held, name, a.place);
  }
  add_inline(s, a.column, true);
}

void folder::act(subject& s, const sql::drop_column& a, text::span where) {
  const std::string name = spelling(s, a.column);
  column* c = s.held == nullptr ? nullptr : s.held->find(name);
  if (c == nullptr && s.held != nullptr && s.held->columns_complete && a.if_exists) {
    skip(effect_kind::column_dropped, s.key, name, where);
    return;
  }
  report(effect_kind::column_dropped, s.key, name, where);
  if (c != nullptr) {
    table& t = *s.held;
    std::erase_if(t.columns, [&](const column& each) { return each.name == name; });
    const auto mentions = [&](const auto& part) {
      return std::find(part.columns.begin(), part.columns.end(), name) != part.columns.end();
    };
    std::erase(t.primary_key, name);
    if (dialect_ == dialect::mysql) {  // the column leaves its indexes, which stay with the others
      for (auto& [key, i] : t.indexes) {
        i.forget(name);
      }
      for (auto& [key, each] : t.constraints) {
        if (each.kind == "unique" || each.kind == "primary key") {
          std::erase(each.columns, name);
        }
      }
      std::erase_if(t.indexes, [](const auto& entry) { return entry.second.columns.empty(); });
      std::erase_if(t.constraints, [&](const auto& entry) {
        return entry.second.columns.empty() || mentions(entry.second);
      });
    } else {
      std::erase_if(t.indexes, [&](const auto& entry) {
        const std::vector<std::string>& more = entry.second.included;
        return mentions(entry.second) || std::find(more.begin(), more.end(), name) != more.end();
      });
      std::erase_if(t.constraints, [&](const auto& entry) { return mentions(entry.second); });
    }
  }
  if (a.cascade && dialect_ == dialect::postgres) {
    drop_dependent_views(s.key, name, where);
    drop_references(s.key, name, where);
  }
}

void folder::act(subject& s, const sql::rename_column& a, text::span where) {
  rename(s, spelling(s, a.from), a.to.text, where);
}

void folder::act(subject& s, const sql::rename_to& a, text::span where) {
  const std::string to = model_name_beside(a.to, s.key, dialect_);
  rename_object(s.key, to, where);
  s.key = to;
  s.held = find_table(model_, to, dialect_);
}

void folder::act(subject& s, const sql::rename_constraint& a, text::span where) {
  report(effect_kind::object_renamed, s.key, "constraint " + a.from.text, where).to = a.to.text;
  if (s.held == nullptr) {
    return;
  }
  auto held = s.held->constraints.extract(a.from.text);
  if (held) {
    held.key() = held.mapped().name = a.to.text;
    model_.places.add(a.to.text, s.key);
    s.held->constraints.insert(std::move(held));
  }
  auto behind = s.held->indexes.extract(a.from.text);  // a unique constraint's index
  if (behind) {
    behind.key() = behind.mapped().name = a.to.text;
    model_.places.add(a.to.text, s.key);
    s.held->indexes.insert(std::move(behind));
  }
}

void folder::act(subject& s, const sql::set_schema& a, text::span where) {
  const std::string to = model_name_in(a.schema, s.key, dialect_);
  rename_object(s.key, to, where);
  s.key = to;
  s.held = find_table(model_, to, dialect_);
}

void folder::act(subject& s, const sql::set_not_null& a, text::span where) {
  const std::size_t before = effects_.size();
  require(s, spelling(s, a.column), where);
  if (effects_.size() == before) {
    report(effect_kind::nothing, s.key, spelling(s, a.column), where);
  }
}

void folder::act(subject& s, const sql::drop_not_null& a, text::span where) {
  const std::string name = spelling(s, a.column);
  column* c = s.held == nullptr ? nullptr : s.held->find(name);
  if (c != nullptr && c->nullable) {
    report(effect_kind::nothing, s.key, name, where);
    return;
  }
  report(effect_kind::column_made_nullable, s.key, name, where);
  if (c != nullptr) {
    c->nullable = true;
  }
}

void folder::act(subject& s, const sql::set_default& a, text::span where) {
  const std::string name = spelling(s, a.column);
  column* c = s.held == nullptr ? nullptr : s.held->find(name);
  const std::string fresh = default_text(a.value);
  if (fresh == "null") {
    act(s, sql::drop_default{a.column}, where);
    return;
  }
  if (c != nullptr && c->has_default && c->default_text.text == fresh) {
    report(effect_kind::nothing, s.key, name, where);
    return;
  }
  effect& e = report(effect_kind::default_set, s.key, name, where);
  if (c != nullptr) {
    e.replaced = c->has_default;
    c->has_default = true;
    c->default_text.text = fresh;
    c->default_volatility = volatility_of(file_.slice(a.value), model_, dialect_);
  }
}

void folder::act(subject& s, const sql::drop_default& a, text::span where) {
  const std::string name = spelling(s, a.column);
  column* c = s.held == nullptr ? nullptr : s.held->find(name);
  if (c != nullptr && !c->has_default && !c->generates_value) {
    report(effect_kind::nothing, s.key, name, where);
    return;
  }
  report(effect_kind::default_dropped, s.key, name, where).required = c != nullptr && !c->nullable;
  if (c != nullptr) {
    c->has_default = false;
    c->default_text.text.clear();
    c->default_volatility = volatility::constant;
    if (c->identity.empty()) c->generates_value = false;
  }
}

void folder::act(subject& s, const sql::add_identity& a, text::span where) {
  const std::string name = spelling(s, a.column);
  report(effect_kind::default_set, s.key, name, where);
  if (column* c = s.held == nullptr ? nullptr : s.held->find(name)) {
    c->generates_value = true;
    c->identity = "by default";
  }
}

/// Readers find other values in every row.
void folder::act(subject& s, const sql::set_expression& a, text::span where) {
  const std::string name = spelling(s, a.column);
  report(effect_kind::object_changed, s.key, "the expression of column " + name, where);
}

/// What filled the column by itself is gone, as with a default.
void folder::act(subject& s, const sql::drop_generation& a, text::span where) {
  const std::string name = spelling(s, a.column);
  column* c = s.held == nullptr ? nullptr : s.held->find(name);
  if (c != nullptr && !c->generates_value && !c->generated && a.if_exists) {
    skip(effect_kind::default_dropped, s.key, name, where);
    return;
  }
  report(effect_kind::default_dropped, s.key, name, where).required = c != nullptr && !c->nullable;
  if (c != nullptr) {
    c->generates_value = false;
    c->generated = c->stored = false;
    c->identity.clear();
  }
}

void folder::act(subject& s, const sql::change_type& a, text::span where) {
  const std::string name = spelling(s, a.column);
  column* c = s.held == nullptr ? nullptr : s.held->find(name);
  if (c != nullptr && plain_type(c->type, dialect_) == plain_type(a.type, dialect_) &&
      a.type_where.end == where.end) {  // what follows the type, USING say, may change values
    report(effect_kind::nothing, s.key, name, where);
    return;
  }
  effect& e = report(effect_kind::column_type_changed, s.key, name, where);
  e.to = a.type;
  if (c != nullptr) {
    e.widens = type_widens(c->type, a.type, dialect_);
    c->type = canonical_type(a.type, dialect_);
    c->collation = a.collation;
  }
}

/// MODIFY and CHANGE replace the whole definition: what is not repeated is lost.
void folder::act(subject& s, const sql::redefine_column& a, text::span where) {
  const std::string name = spelling(s, a.from);
  const column fresh = made(a.to);
  column* held = s.held == nullptr ? nullptr : s.held->find(name);
  const std::size_t first = effects_.size();
  if (held == nullptr) {
    if (name != fresh.name) {
      report(effect_kind::column_renamed, s.key, name, where).to = fresh.name;
    }
    report(effect_kind::column_type_changed, s.key, fresh.name, where).to = fresh.type;
    if (!fresh.nullable) {
      report(effect_kind::column_made_required, s.key, fresh.name, where).required =
          fresh.required();
    }
    return;
  }
  const column old = *held;
  const bool key = std::find(s.held->primary_key.begin(), s.held->primary_key.end(), name) !=
                   s.held->primary_key.end();
  if (name != fresh.name) {
    if (same_name(name, fresh.name, dialect_)) {
      respell(s, name, fresh.name);  // no statement can tell
      held = s.held->find(fresh.name);
    } else {
      rename(s, name, fresh.name, where);
      held = s.held->find(fresh.name);
      if (held == nullptr || s.held->find(name) != nullptr) return;  // another column has the name
    }
  }
  const std::string now = held->name;
  const bool same_characters =
      s.held->characters_of(old) == s.held->characters_of(fresh) || !holds_characters(fresh.type);
  const bool same_expression =
      old.generated == fresh.generated &&
      (!old.generated ||
       (old.stored == fresh.stored && old.default_text.text == fresh.default_text.text));
  if (plain_type(old.type, dialect_) != plain_type(fresh.type, dialect_) || !same_characters ||
      !same_expression) {
    effect& e = report(effect_kind::column_type_changed, s.key, now, where);
    e.to = (fresh.generated && !same_expression ? "generated " : "") + fresh.type;
    e.widens = same_characters && same_expression && type_widens(old.type, fresh.type, dialect_);
  }
  const bool nullable = fresh.nullable && !key;
  if (old.nullable && !nullable) {
    report(effect_kind::column_made_required, s.key, now, where).required = fresh.required();
  } else if (!old.nullable && nullable) {
    report(effect_kind::column_made_nullable, s.key, now, where);
  }
  if (old.has_default && !fresh.has_default) {
    report(effect_kind::default_dropped, s.key, now, where).required = !nullable;
  } else if (!old.has_default && fresh.has_default) {
    report(effect_kind::default_set, s.key, now, where);
  } else if (fresh.has_default && fresh.default_text.text != old.default_text.text &&
             !old.default_text.text.empty()) {
    report(effect_kind::default_set, s.key, now, where).replaced = true;
  }
  if (old.generates_value && !fresh.generates_value && !fresh.has_default) {
    report(effect_kind::default_dropped, s.key, now, where).required = true;
  }
  if (old.invisible != fresh.invisible)
    report(effect_kind::table_behaviour_changed, s.key, now, where);
  held->type = fresh.type;
  held->nullable = nullable;
  held->has_default = fresh.has_default;
  held->default_text = fresh.default_text;
  held->character_set = fresh.character_set;
  held->default_volatility = fresh.default_volatility;
  held->collation = fresh.collation;
  held->generated = fresh.generated;
  held->stored = fresh.stored;
  held->generates_value = fresh.generates_value;
  held->invisible = fresh.invisible;
  held->comment = fresh.comment;
  place(*s.held, now, a.place);
  if (a.to.unique) {
    add_inline(s, a.to, true);
  }
  if (effects_.size() == first) {
    report(effect_kind::nothing, s.key, now, where);
  }
}

/// MySQL: FIRST, AFTER c
void folder::place(table& t, const std::string& name, const sql::column_place& where) {
  if (!where.first && !where.after) return;
  const auto at = [&](const std::string& wanted) {
    return std::find_if(t.columns.begin(), t.columns.end(),
                        [&](const column& c) { return same_name(c.name, wanted, dialect_); });
  };
  const auto held = at(name);
  if (held == t.columns.end()) return;
  column moved = std::move(*held);
  t.columns.erase(held);
  auto next = where.first ? t.columns.begin() : at(where.after->text);
  if (!where.first && next != t.columns.end()) ++next;
  t.columns.insert(next, std::move(moved));
}

void folder::act(subject& s, const sql::quiet_action& a, text::span where) {
  note_partitioning(s, a.words, where);
  read_quiet_words(s, where);
  const bool owner = a.words.starts_with("OWNER");
  report(owner ? effect_kind::owner_changed : effect_kind::nothing, s.key,
         owner ? std::string() : a.words, where);
}

/// The column stays, but SELECT * and an INSERT without a list see another table.
void folder::act(subject& s, const sql::set_visibility& a, text::span where) {
  const bool hides = a.words == "SET INVISIBLE";
  column* c = s.held == nullptr ? nullptr : find_column(*s.held, a.column.text, dialect_);
  if (c != nullptr && c->invisible == hides) {
    report(effect_kind::nothing, s.key, c->name, where);
    return;
  }
  report(effect_kind::table_behaviour_changed, s.key, spelling(s, a.column), where);
  if (c != nullptr) c->invisible = hides;
}

/// Text compares in another way, and its type may grow to hold longer characters.
void folder::act(subject& s, const sql::convert_characters&, text::span where) {
  if (s.held == nullptr || !s.held->columns_complete) {
    report(effect_kind::unknown, s.key, "CONVERT TO", where);
    return;
  }
  const std::string characters = character_set(where);
  bool changed = false;
  for (column& c : s.held->columns) {
    if (!holds_characters(c.type) || s.held->characters_of(c) == characters) {
      continue;
    }
    report(effect_kind::column_type_changed, s.key, c.name, where).to = c.type;
    c.character_set.text = characters;
    changed = true;
  }
  s.held->character_set.text = characters;
  if (!changed) {
    report(effect_kind::nothing, s.key, {}, where);
  }
}

void folder::act(subject& s, const sql::drop_rows& a, text::span where) {
  note_partitioning(s, a.words, where);
  report(effect_kind::rows_deleted, s.key, {}, where).whole_table = true;
}

void folder::act(subject& s, const sql::opaque_action& a, text::span where) {
  if (follow_words(s, a.words, where)) return;
  report(effect_kind::unknown, s.key, a.words, where);
  note_partitioning(s, a.words, where);
  if (s.held != nullptr) {
    s.held->columns_complete = false;
  }
}

}  // namespace sluice::schema
