#include "tests/oracle/facts.hpp"
#include "tests/oracle/type_text.hpp"

#include <algorithm>
#include <set>
#include <variant>

namespace sluice::test {

namespace {

using namespace sql;

std::string text(const object_name& n) {
  return (n.schema ? n.schema->text + "." : std::string()) + n.object.text;
}

std::string text(const std::vector<name>& names) {
  std::string out;
  for (const name& n : names) out += (out.empty() ? "" : ",") + n.text;
  return "(" + out + ")";
}

std::string text(const foreign_key& key) {
  return text(key.table) + text(key.columns);
}

class describer {
 public:
  statement_facts run(const parsed_statement& parsed) {
    for (const object_name& relation : parsed.relations) add("relation " + text(relation));
    changes(parsed.changes_within);
    std::visit([this](const auto& what) { show(what); }, parsed.what);
    std::sort(facts_.lines.begin(), facts_.lines.end());
    return std::move(facts_);
  }

 private:
  void add(std::string line) { facts_.lines.push_back(std::move(line)); }
  void flag(bool set, std::string line) {
    if (set) add(std::move(line));
  }

  void changes(const std::vector<row_change>& list) {
    constexpr const char* verbs[] = {"insert ", "update ", "delete "};
    for (const row_change& change : list) {
      add("change " + std::string(verbs[static_cast<int>(change.verb)]) + text(change.table));
    }
  }

  void show(const column_definition& c) {
    const std::string& column = c.column.text;
    add("column " + column);
    add("type " + column + " " + our_type(c.type));
    flag(c.not_null, column + " not null");
    flag(c.primary_key, column + " primary key");
    flag(c.unique, column + " unique");
    flag(c.has_check, column + " check");
    flag(c.generated, column + " generated");
    flag(c.generates_value, column + " generates");
    flag(c.default_value.has_value(), column + " default");
    if (c.references) add(column + " references " + text(*c.references));
  }
  void show(const table_constraint& c) {
    constexpr const char* kinds[] = {" primary key ", " unique ", " foreign key ", " check ",
                                     " exclude "};
    std::string line = "constraint " + (c.constraint ? c.constraint->text : std::string());
    line += kinds[static_cast<int>(c.kind)] + text(c.columns);
    if (c.references) line += " -> " + text(*c.references);
    if (c.not_valid) line += " not valid";
    add(line);
  }
  void show(const create_table& t) {
    facts_.kind = "create table";
    for (const auto& c : t.columns) show(c);
    for (const auto& c : t.constraints) show(c);
  }

  void show(const add_column& a) { show(a.column); }
  void show(const drop_column& a) { add("drop column " + a.column.text); }
  void show(const rename_column& a) { add("rename column " + a.from.text + " " + a.to.text); }
  void show(const rename_constraint& a) {
    add("rename constraint " + a.from.text + " " + a.to.text);
  }
  void show(const rename_to& a) { add("rename table " + text(a.to)); }
  void show(const set_schema& a) { add("set schema " + a.schema.text); }
  void show(const set_not_null& a) { add("set not null " + a.column.text); }
  void show(const drop_not_null& a) { add("drop not null " + a.column.text); }
  void show(const set_default& a) { add("set default " + a.column.text); }
  void show(const drop_default& a) { add("drop default " + a.column.text); }
  void show(const change_type& a) { add("type " + a.column.text + " " + our_type(a.type)); }
  void show(const add_constraint& a) { show(a.constraint); }
  void show(const drop_constraint& a) { add("drop constraint " + a.constraint.text); }
  void show(const validate_constraint& a) { add("validate " + a.constraint.text); }
  /// Other actions are counted.
  template <typename Other>
  void show(const Other& /*other*/) {
    add("another action");
  }
  void show(const alter_table& t) {
    facts_.kind = "alter table";
    for (const alter_action& a : t.actions) {
      std::visit([this](const auto& what) { show(what); }, a.what);
    }
  }

  void show(const drop_table&) { facts_.kind = "drop table"; }
  void show(const create_index& i) {
    facts_.kind = "create index";
    for (const name& c : i.columns) add("index column " + c.text);
  }
  void show(const drop_index& i) {
    facts_.kind = "drop index";
    for (const object_name& n : i.indexes) add("drop " + text(n));
  }
  void show(const create_view&) { facts_.kind = "create view"; }
  void show(const drop_view&) { facts_.kind = "drop view"; }
  void show(const create_routine& r) {
    facts_.kind = "create routine";
    add((r.kind == routine_kind::procedure ? "procedure " : "function ") + text(r.routine));
  }
  void show(const drop_routine& r) {
    facts_.kind = "drop routine";
    for (const object_name& n : r.routines) add("drop " + text(n));
  }
  void show(const create_trigger& t) {
    facts_.kind = "create trigger";
    add("trigger " + text(t.trigger));
    if (t.function) add("trigger calls " + text(*t.function));
    flag(t.on_insert, "trigger on insert");
    flag(t.on_update, "trigger on update");
    flag(t.on_delete, "trigger on delete");
    flag(t.before, "trigger before");
  }
  void show(const drop_trigger& t) {
    facts_.kind = "drop trigger";
    add("trigger " + text(t.trigger));
  }

  void show(const insert& i) {
    facts_.kind = "insert";
    if (!i.columns) return;
    for (const name& c : *i.columns) add("insert column " + c.text);
  }
  void show(const update& u) {
    facts_.kind = "update";
    for (const assignment& a : u.assignments) add("set column " + a.column.text);
  }
  void show(const delete_rows&) { facts_.kind = "delete"; }
  void show(const change_rows& c) {
    facts_.kind = "change rows";
    changes(c.changes);
  }
  void show(const select_query&) { facts_.kind = "select"; }

  void show(const object_command& c) {
    constexpr const char* verbs[] = {"create ", "alter ", "drop "};
    // Old words for a role; ALL are meant by ALTER ROLE ALL SET.
    static const std::set<std::string> roles{"user", "group", "role all", "user all"};
    std::string object_class = roles.count(c.object_class) != 0 ? "role" : c.object_class;
    if (object_class == "default conversion") object_class = "conversion";
    facts_.kind = verbs[static_cast<int>(c.verb)] + object_class;
  }
  void show(const transaction_control& t) {
    constexpr const char* verbs[] = {"begin",     "commit",  "rollback",
                                     "savepoint", "release", "two-phase"};
    facts_.kind = std::string("transaction ") + verbs[static_cast<int>(t.verb)];
  }
  void show(const session_setting&) { facts_.kind = "setting"; }
  /// ALTER TABLE ALL IN TABLESPACE is understood, and no value says more of it.
  void show(const opaque&) { facts_.kind = "move tables"; }
  void show(const truncate_table&) { facts_.kind = "truncate"; }
  void show(const change_privileges& p) { facts_.kind = p.revoke ? "revoke" : "grant"; }
  void show(const run_code&) { facts_.kind = "run"; }
  void show(const load_rows&) { facts_.kind = "load"; }
  void show(const auxiliary& a) {
    facts_.kind = "auxiliary " + (a.what == "analyse" ? "analyze" : a.what);
  }

  statement_facts facts_;
};

}  // namespace

statement_facts our_facts(const sql::parsed_statement& parsed) {
  return describer().run(parsed);
}

}  // namespace sluice::test
