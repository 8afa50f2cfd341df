#include "dialects/schema/folding.hpp"
#include "dialects/schema/words.hpp"

#include <algorithm>
#include <array>

/// GRANT and REVOKE.
namespace sluice::schema {
namespace {

using sql::kind;

/// One statement's clauses: privileges [ON objects] {TO | FROM} roles.
struct grant {
  std::set<std::string> rights;  ///< "select", "update (name)", "all"
  std::size_t objects = 0;       ///< the token behind ON; 0 without
  std::vector<std::string> roles;
  bool option = false;  ///< WITH GRANT OPTION, GRANT OPTION FOR
};

std::vector<std::string> rights_on(std::string_view object_class) {
  if (object_class == "sequence") return {"select", "update", "usage"};
  if (object_class == "schema") return {"create", "usage"};
  if (object_class == "function") return {"execute"};
  return {"delete", "insert", "references", "select", "trigger", "truncate", "update"};
}

/// SELECT, UPDATE (a, b), ALL [PRIVILEGES] [(a)]
void read_right(const words& w, std::size_t& i, std::set<std::string>& rights) {
  std::string right;
  for (; i < w.size() && sql::is_word(w.what(i)) && !w.is(i, "on") && !w.is(i, "to") &&
         !w.is(i, "from");
       ++i) {
    if (!w.is(i, "privileges")) right += (right.empty() ? "" : " ") + sql::lower_case(w.at(i));
  }
  if (w.what(i) != kind::left_paren) {
    rights.insert(right);
    return;
  }
  for (++i; i < w.size() && w.what(i) != kind::right_paren; ++i) {
    if (w.what(i) != kind::comma) rights.insert(right + " (" + w.name(i) + ")");
  }
  ++i;
}

grant read_grant(const words& w) {
  grant out;
  std::size_t i = 1;
  if (w.are(i, "grant", "option")) {
    out.option = true;
    i += 3;
  }
  while (i < w.size() && !w.is(i, "on") && !w.is(i, "to") && !w.is(i, "from")) {
    const std::size_t before = i;
    read_right(w, i, out.rights);
    if (w.what(i) == kind::comma || i == before) ++i;
  }
  if (w.is(i, "on")) out.objects = i + 1;
  while (i < w.size() && !w.is(i, "to") && !w.is(i, "from")) ++i;
  for (++i; i < w.size(); ++i) {
    if (w.is(i, "with")) out.option = w.are(i + 1, "grant", "option");
    if (w.is(i, "with") || w.is(i, "granted") || w.is(i, "cascade") || w.is(i, "restrict")) break;
    const bool session = w.is(i, "current_user") || w.is(i, "session_user");
    if (w.what(i) != kind::comma && !w.is(i, "group") && !session) out.roles.push_back(w.name(i));
  }
  return out;
}

/// The rights that one word stands for on an object, its columns behind it.
std::vector<std::string> spelled_out(const std::string& right, std::string_view object_class) {
  if (!right.starts_with("all")) return {right};
  std::vector<std::string> all =
      right == "all" ? rights_on(object_class)
                     : std::vector<std::string>{"insert", "references", "select", "update"};
  for (std::string& each : all) each += right.substr(3);
  return all;
}

void give(privileges& held, const std::string& role, const std::string& right, bool option) {
  std::set<std::string>& rights = held[role];
  if (rights.count(right + "*") != 0) return;
  rights.erase(right);
  rights.insert(right + (option ? "*" : ""));
}

void withdraw(privileges& held, const std::string& role, const std::string& right, bool option) {
  const auto its = held.find(role);
  if (its == held.end()) return;
  std::set<std::string>& rights = its->second;
  const bool had = rights.erase(right + "*") != 0;
  if (option && had) rights.insert(right);
  if (!option) rights.erase(right);
  // What was granted on columns goes with what is taken of the table.
  if (!option && right.find('(') == std::string::npos)
    std::erase_if(rights, [&](const std::string& r) { return r.starts_with(right + " ("); });
  if (rights.empty()) held.erase(its);
}

/// The public may call a function until that is taken away.
void change_calls(privileges& held, bool revoke) {
  if (revoke) {
    held["public"] = {"no execute"};
  } else {
    held.erase("public");
  }
}

}  // namespace

/// The objects behind ON as titles: "table users", "function f(integer)".
std::vector<std::string> folder::granted_titles(std::size_t at) const {
  const words w(file_.slice(statement_.where), dialect_);
  std::vector<std::string> out;
  if (w.is(at, "all")) {  // ALL TABLES IN SCHEMA a, b
    const bool tables = w.is(at + 1, "tables");
    for (std::size_t i = at + 4; i < w.size() && !w.is(i, "to") && !w.is(i, "from"); ++i) {
      if (w.what(i) != kind::comma) add_titles_in(w.name(i), w.at(at + 1), tables, out);
    }
    return out;
  }
  std::string object_class = "table";
  for (const std::string_view word :
       {"table", "sequence", "schema", "function", "procedure", "routine", "database", "type",
        "domain", "language", "foreign", "large", "parameter", "tablespace"}) {
    if (w.is(at, word) && w.what(at + 1) != kind::comma && w.what(at + 1) != kind::dot &&
        !w.is(at + 1, "to") && !w.is(at + 1, "from")) {
      object_class = word;
      ++at;
      break;
    }
  }
  const bool routine =
      object_class == "function" || object_class == "procedure" || object_class == "routine";
  const bool known =
      object_class == "table" || object_class == "sequence" || object_class == "schema" || routine;
  while (known && at < w.size() && !w.is(at, "to") && !w.is(at, "from")) {
    const std::size_t begin = at;
    sql::object_name name;
    static_cast<void>(w.last_name(at));
    if (at - begin > 1) name.schema = sql::name{w.name(at - 3), {}, false};
    name.object.text = w.name(at - 1);
    name.where = {statement_.where.begin, statement_.where.begin + w.end_of(at - 1)};
    if (routine) {
      out.push_back(routine_title(name));
      at = w.behind_brackets(at);
    } else if (object_class == "schema") {
      out.push_back("schema " + name.object.text);
    } else if (std::string title = relation_title(key_of(name)); !title.empty()) {
      out.push_back(std::move(title));
    }
    if (w.what(at) == kind::comma) ++at;
  }
  return out;
}

/// Empty for what the model does not hold: a sequence that a column owns.
std::string folder::relation_title(const std::string& key) const {
  if (model_.tables.count(key) != 0) return "table " + key;
  if (model_.views.count(key) != 0) return "view " + key;
  return model_.sequences.count(key) != 0 ? "sequence " + key : std::string();
}

void folder::add_titles_in(const std::string& schema_name, std::string_view objects, bool tables,
                           std::vector<std::string>& titles) const {
  const auto inside = [&](const std::string& key) {
    const std::size_t dot = key.find('.');
    return dot == std::string::npos ? schema_name == "public" : key.substr(0, dot) == schema_name;
  };
  if (tables) {
    for (const auto& entry : model_.tables) {
      if (inside(entry.first)) titles.push_back("table " + entry.first);
    }
    for (const auto& entry : model_.views) {
      if (inside(entry.first)) titles.push_back("view " + entry.first);
    }
  } else if (sql::same_word(objects, "sequences")) {
    for (const auto& entry : model_.sequences) {
      if (inside(entry.first)) titles.push_back("sequence " + entry.first);
    }
  } else {
    for (const auto& [name, arguments] : model_.overloads) {
      if (!inside(name)) continue;
      for (const std::string& each : arguments)
        titles.push_back("function " + name + "(" + each + ")");
    }
  }
}

void folder::operator()(const sql::change_privileges& s) {
  report(s.revoke ? effect_kind::privileges_revoked : effect_kind::nothing, {}, {}, {});
  if (dialect_ != dialect::postgres) return;
  const words w(file_.slice(statement_.where), dialect_);
  if (!w.is(0, "grant") && !w.is(0, "revoke")) return;  // REASSIGN OWNED
  const grant g = read_grant(w);
  if (g.objects == 0) return;  // of roles
  for (const std::string& title : granted_titles(g.objects)) {
    const std::string object_class = title.substr(0, title.find(' '));
    privileges& held = model_.grants[title];
    for (const std::string& role : g.roles) {
      for (const std::string& right : g.rights) {
        for (const std::string& each : spelled_out(right, object_class)) {
          if (each == "maintain") continue;
          if (object_class == "function" && role == "public") {
            change_calls(held, s.revoke);
          } else if (s.revoke) {
            withdraw(held, role, each, g.option);
          } else {
            give(held, role, each, g.option);
          }
        }
      }
    }
    if (held.empty()) model_.grants.erase(title);
  }
}

}  // namespace sluice::schema
