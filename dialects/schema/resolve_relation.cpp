#include "dialects/schema/resolving.hpp"

#include <algorithm>
#include <utility>

/// The tables, views and WITH queries that a name may stand for.
namespace sluice::schema {

range name_resolver::relation(const sql::object_name& name, bool read) {
  const std::string& written = name.object.text;
  if (!name.schema) {
    for (auto known = commons_.rbegin(); known != commons_.rend(); ++known) {
      if (!read || !same(known->name, written)) continue;
      range out;
      out.alias = written;
      out.columns = known->columns;
      return out;
    }
    if (std::any_of(to_come_.begin(), to_come_.end(),
                    [&](const std::string& each) { return same(each, written); }))
      not_judged("a query of its WITH names a later one");
    if (dialect_ == dialect::mysql && same(written, "dual")) return {};
  }
  const std::string key = model_name(name, dialect_);
  range out;
  if (const table* t = find_table(model_, key, dialect_)) {
    const auto entry = find_entry(model_.tables, key, dialect_);
    out = of_table(entry->first, *t);
  } else if (const auto view = find_entry(model_.views, key, dialect_);
             view != model_.views.end()) {
    out = of_view(view->first, view->second);
  } else {
    const std::string schema_name = name.schema ? sql::lower_case(name.schema->text) : "";
    const bool of_system = schema_name == "pg_catalog" || schema_name == "information_schema" ||
                           schema_name == "pg_temp" || schema_name == "temp" ||
                           schema_name == "mysql" || schema_name == "performance_schema" ||
                           sql::lower_case(written).starts_with("pg_") ||
                           sql::lower_case(written).starts_with("sqlite_");
    if (of_system) not_judged("what " + key + " holds is not known");
    resolution_fails("there is no table " + key, key);
  }
  out.alias = written;
  out.schema = name.schema ? name.schema->text : "";
  if (read) result_.footprint.insert("r " + out.key);
  return out;
}

range name_resolver::of_table(const std::string& key, const schema::table& t) const {
  range out;
  out.key = key;
  if (!t.columns_complete) out.open = "the columns of " + key + " are not all known";
  for (const column& c : t.columns)
    out.columns.push_back({c.name, c.type, {key + "." + c.name}, !c.invisible, false});
  const auto add = [&](const char* name, const std::string& stands_for) {
    if (find_column(t, name, dialect_) == nullptr)
      out.columns.push_back({name, "", {key + "." + stands_for}, false, true});
  };
  if (dialect_ == dialect::postgres) {
    for (const char* name : {"ctid", "xmin", "cmin", "xmax", "cmax", "tableoid"}) add(name, name);
  } else if (dialect_ == dialect::sqlite) {
    std::string row = "ROWID";
    if (t.primary_key.size() == 1) {
      const column* only = find_column(t, t.primary_key.front(), dialect_);
      if (only != nullptr && sql::same_word(only->type, "integer")) row = only->name;
    }
    for (const char* name : {"rowid", "oid", "_rowid_"}) add(name, row);
  }
  return out;
}

range name_resolver::of_view(const std::string& key, const std::string& text) {
  range out;
  out.key = key;
  const sql::statement_tree tree = sql::read_statement_tree(text, dialect_);
  const name_resolution made = name_resolver(tree, model_, depth_ + 1).run();
  if (made.outcome == resolve_outcome::fails && dialect_ == dialect::mysql)
    resolution_fails("the view " + key + " fails: " + made.reason, made.object);
  // A table is told by its columns; by itself only when the view counts its rows.
  for (const std::string& part : made.footprint) {
    const std::string inside = part.substr(2) + ".";
    const bool has_columns = std::any_of(
        made.footprint.begin(), made.footprint.end(),
        [&](const std::string& other) { return other.compare(2, inside.size(), inside) == 0; });
    if (!has_columns) result_.footprint.insert("v " + part.substr(2));
  }
  const auto known = model_.shapes.find(key);
  std::vector<std::string> shape = made.shape;
  if (known != model_.shapes.end()) {
    shape = known->second;
  } else if (made.outcome != resolve_outcome::resolves) {
    out.open = "the columns of view " + key + " are not known: " + made.reason;
    shape.clear();
  } else if (dialect_ == dialect::mysql) {
    // Its catalogue keeps a list of names apart from the text.
    out.open = "the names of the columns of view " + key + " are not known";
  }
  for (const std::string& each : shape) {
    const std::size_t space = each.find(' ');
    const std::string name = each.substr(0, space);
    out.columns.push_back({name,
                           space == std::string::npos ? "" : each.substr(space + 1),
                           {key + "." + name},
                           true,
                           false});
    if (name == "?") out.open = "a column of view " + key + " has a name that the server gave it";
  }
  return out;
}

}  // namespace sluice::schema
