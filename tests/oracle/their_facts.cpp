#include "tests/oracle/facts.hpp"
#include "tests/oracle/member_text.hpp"
#include "tests/oracle/their_commands.hpp"
#include "tests/oracle/type_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace sluice::test {

namespace {

using json = nlohmann::json;

const json nothing = json::object();

const json& at(const json& in, const char* key) {
  const auto found = in.find(key);
  return found == in.end() ? nothing : *found;
}

/// {"String": {"sval": "a"}}
std::string string_of(const json& in) {
  return member_text(at(in, "String"), "sval");
}

/// The only member's name and value: {"SelectStmt": {...}}.
std::string node_name(const json& in) {
  return in.is_object() && in.size() == 1 ? in.begin().key() : std::string();
}
const json& node_value(const json& in) {
  return in.is_object() && in.size() == 1 ? in.begin().value() : nothing;
}

std::string list_text(const json& items) {
  std::string out;
  for (const json& item : items) out += (out.empty() ? "" : ",") + string_of(item);
  return "(" + out + ")";
}

/// A qualified name as ours shows it: the last two parts.
std::string path_text(const json& items, std::size_t left_out = 0) {
  std::vector<std::string> parts;
  for (const json& item : items) parts.push_back(string_of(item));
  parts.resize(parts.size() - std::min(left_out, parts.size()));
  if (parts.empty()) return {};
  const std::string schema = parts.size() > 1 ? parts[parts.size() - 2] + "." : std::string();
  return schema + parts.back();
}

bool is_relation(const json& in) {
  return in.is_object() && in.contains("relname") && in.contains("relpersistence");
}

std::string relation_text(const json& in) {
  const std::string schema = member_text(in, "schemaname");
  return (schema.empty() ? "" : schema + ".") + member_text(in, "relname");
}

class reader {
 public:
  statement_facts run(const json& statement) {
    const std::string name = node_name(statement);
    const json& value = node_value(statement);
    facts_.kind = kind_of(name, value);
    if (facts_.kind.empty()) facts_.kind = command_kind(name, value);
    // EXPLAIN ANALYZE runs what it explains.
    if (facts_.kind.empty() && name == "ExplainStmt") return run(at(value, "query"));
    explains_ = name == "ExplainStmt" || name == "PrepareStmt" || name == "DeclareCursorStmt";
    if (!names_other_objects(name, value)) walk(statement, {}, true);
    for (const std::string& relation : listed_relations(name, value)) add("relation " + relation);
    if (modifies_ && facts_.kind == "select") facts_.kind = "change rows";
    describe(name, value);
    std::sort(facts_.lines.begin(), facts_.lines.end());
    return std::move(facts_);
  }

 private:
  void add(std::string line) { facts_.lines.push_back(std::move(line)); }

  static std::string drop_kind(const json& drop) {
    const std::string type = member_text(drop, "removeType");
    if (type == "OBJECT_TABLE") return "drop table";
    if (type == "OBJECT_VIEW" || type == "OBJECT_MATVIEW") return "drop view";
    if (type == "OBJECT_INDEX") return "drop index";
    if (type == "OBJECT_TRIGGER") return "drop trigger";
    if (type == "OBJECT_FUNCTION" || type == "OBJECT_PROCEDURE") return "drop routine";
    return {};
  }

  /// The INTO of a UNION stands in its first SELECT.
  static bool makes_table(const json& select) {
    if (select.contains("intoClause")) return true;
    return select.contains("larg") && makes_table(select["larg"]);
  }

  static std::string kind_of(const std::string& name, const json& value) {
    if (name == "CreateStmt") return "create table";
    if (name == "CreateTableAsStmt") {
      return member_text(value, "objtype") == "OBJECT_MATVIEW" ? "create view" : "create table";
    }
    if (name == "AlterTableStmt" && member_text(value, "objtype") == "OBJECT_TABLE")
      return "alter table";
    if (name == "AlterObjectSchemaStmt" && member_text(value, "objectType") == "OBJECT_TABLE") {
      return "alter table";
    }
    if (name == "RenameStmt") {
      const std::string type = member_text(value, "renameType");
      const bool of_table = member_text(value, "relationType") == "OBJECT_TABLE";
      const bool column = type == "OBJECT_COLUMN" && of_table;
      return column || type == "OBJECT_TABLE" || type == "OBJECT_TABCONSTRAINT" ? "alter table"
                                                                                : std::string();
    }
    if (name == "IndexStmt") return "create index";
    if (name == "ViewStmt") return "create view";
    if (name == "CreateFunctionStmt") return "create routine";
    if (name == "CreateTrigStmt") return "create trigger";
    if (name == "DropStmt") return drop_kind(value);
    if (name == "InsertStmt") return "insert";
    if (name == "UpdateStmt") return "update";
    if (name == "DeleteStmt") return "delete";
    if (name == "MergeStmt") return "change rows";
    if (name == "SelectStmt") return makes_table(value) ? "create table" : "select";
    return {};
  }

  /// Relations and changes of rows, at any depth. `hidden` are the names of WITH queries, which
  /// stand before those of tables where rows are read.
  void walk(const json& in, const std::set<std::string>& hidden, bool top) {
    if (in.is_array()) {
      for (const json& item : in) walk(item, hidden, false);
      return;
    }
    if (!in.is_object()) return;
    if (is_relation(in)) {
      if (in.contains("schemaname") || hidden.count(member_text(in, "relname")) == 0) {
        add("relation " + relation_text(in));
      }
      return;
    }
    for (const auto& [key, value] : in.items()) {
      if (key == "LockingClause" || key == "sql_body") continue;
      // What a rule does it does later; the other two are no tables.
      if (key == "actions" || key == "sequence" || key == "typevar") continue;
      // (a, b) = (SELECT ...): the tree repeats the query for each column.
      if (key == "MultiAssignRef" && value.value("colno", 1) > 1) continue;
      if (key == "InsertStmt" || key == "UpdateStmt" || key == "DeleteStmt" || key == "MergeStmt") {
        if (!explains_) note_change(key, value, top);
        walk_statement(value, hidden, true);
      } else if (key == "SelectStmt" || key == "larg" || key == "rarg") {
        walk_statement(value, hidden, false);
      } else {
        walk(value, hidden, false);
      }
    }
  }

  void note_change(const std::string& key, const json& value, bool top) {
    const std::string target = relation_text(at(value, "relation"));
    const std::size_t before = facts_.lines.size();
    if (key == "MergeStmt") {
      for (const json& clause : at(value, "mergeWhenClauses")) {
        const std::string command = member_text(at(clause, "MergeWhenClause"), "commandType");
        if (command == "CMD_INSERT") add("change insert " + target);
        if (command == "CMD_UPDATE") add("change update " + target);
        if (command == "CMD_DELETE") add("change delete " + target);
      }
    } else if (!top) {
      const std::string verb = key == "InsertStmt"   ? "insert "
                               : key == "UpdateStmt" ? "update "
                                                     : "delete ";
      add("change " + verb + target);
    }
    modifies_ = modifies_ || (!top && facts_.lines.size() > before);
  }

  void walk_statement(const json& in, std::set<std::string> hidden, bool has_target) {
    const json& with = at(in, "withClause");
    const json& ctes = at(with, "ctes");
    const bool recursive = with.value("recursive", false);
    if (recursive) {
      for (const json& cte : ctes)
        hidden.insert(member_text(at(cte, "CommonTableExpr"), "ctename"));
    }
    for (const json& cte : ctes) {
      walk(at(cte, "CommonTableExpr"), hidden, false);
      hidden.insert(member_text(at(cte, "CommonTableExpr"), "ctename"));
    }
    for (const auto& [key, value] : in.items()) {
      if (key == "withClause") continue;
      if (key == "larg" || key == "rarg") {
        walk_statement(value, hidden, false);
      } else if (has_target && key == "relation") {
        walk(value, {}, false);
      } else if (key == "intoClause") {
        walk(value, {}, false);
      } else {
        walk(value, hidden, false);
      }
    }
  }

  void describe(const std::string& name, const json& value) {
    if (name == "CreateStmt") {
      elements(at(value, "tableElts"));
    } else if (facts_.kind.starts_with("alter ") && facts_.kind != "alter table") {
      return;
    } else if (name == "AlterTableStmt") {
      for (const json& action : at(value, "cmds")) alter(at(action, "AlterTableCmd"));
    } else if (name == "AlterObjectSchemaStmt") {
      add("set schema " + member_text(value, "newschema"));
    } else if (name == "RenameStmt") {
      rename(value);
    } else if (name == "IndexStmt") {
      for (const json& item : at(value, "indexParams")) index_column(item, "index column ");
    } else if (name == "InsertStmt") {
      for (const json& item : at(value, "cols")) {
        add("insert column " + member_text(at(item, "ResTarget"), "name"));
      }
    } else if (name == "UpdateStmt") {
      for (const json& item : at(value, "targetList")) {
        add("set column " + member_text(at(item, "ResTarget"), "name"));
      }
    } else if (name == "CreateFunctionStmt") {
      add((value.value("is_procedure", false) ? "procedure " : "function ") +
          path_text(at(value, "funcname")));
    } else if (name == "CreateTrigStmt") {
      trigger(value);
    } else if (name == "DropStmt") {
      drop(value);
    }
  }

  void rename(const json& value) {
    const std::string type = member_text(value, "renameType");
    const std::string from = member_text(value, "subname");
    const std::string to = member_text(value, "newname");
    if (type == "OBJECT_COLUMN") add("rename column " + from + " " + to);
    if (type == "OBJECT_TABCONSTRAINT") add("rename constraint " + from + " " + to);
    if (type == "OBJECT_TABLE") add("rename table " + to);
  }

  void trigger(const json& value) {
    add("trigger " + member_text(value, "trigname"));
    add("trigger calls " + path_text(at(value, "funcname")));
    const int events = value.value("events", 0);
    if ((events & 4) != 0) add("trigger on insert");
    if ((events & 8) != 0) add("trigger on delete");
    if ((events & 16) != 0) add("trigger on update");
    if (value.value("timing", 0) == 2) add("trigger before");
  }

  void drop(const json& value) {
    const std::string type = member_text(value, "removeType");
    for (const json& object : at(value, "objects")) {
      const json& items = at(at(object, "List"), "items");
      if (type == "OBJECT_TRIGGER") {
        add("trigger " + string_of(items.back()));
      } else if (type == "OBJECT_FUNCTION" || type == "OBJECT_PROCEDURE") {
        add("drop " + path_text(at(at(object, "ObjectWithArgs"), "objname")));
      } else if (type == "OBJECT_INDEX") {
        add("drop " + path_text(items));
      }
    }
  }

  void index_column(const json& item, const std::string& what) {
    const std::string name = member_text(at(item, "IndexElem"), "name");
    if (!name.empty()) add(what + name);
  }

  /// Columns and constraints of CREATE TABLE; a key beside the columns makes them NOT NULL.
  void elements(const json& items) {
    std::set<std::string> key;
    for (const json& item : items) {
      const json& constraint_value = at(item, "Constraint");
      if (member_text(constraint_value, "contype") != "CONSTR_PRIMARY") continue;
      for (const json& column : at(constraint_value, "keys")) key.insert(string_of(column));
    }
    for (const json& item : items) {
      if (item.contains("ColumnDef")) column(at(item, "ColumnDef"), key);
      if (item.contains("Constraint")) constraint(at(item, "Constraint"));
    }
  }

  void column(const json& value, const std::set<std::string>& key) {
    const std::string name = member_text(value, "colname");
    const std::string type = their_type(at(value, "typeName"));
    std::set<std::string> said{"column " + name, "type " + name + " " + type};
    if (is_serial(at(value, "typeName"))) said.insert({name + " not null", name + " generates"});
    if (key.count(name) != 0) said.insert(name + " not null");
    for (const json& item : at(value, "constraints")) {
      const json& clause = at(item, "Constraint");
      const std::string kind = member_text(clause, "contype");
      if (kind == "CONSTR_NOTNULL") said.insert(name + " not null");
      if (kind == "CONSTR_PRIMARY") said.insert({name + " not null", name + " primary key"});
      if (kind == "CONSTR_UNIQUE") said.insert(name + " unique");
      if (kind == "CONSTR_CHECK") said.insert(name + " check");
      if (kind == "CONSTR_GENERATED") said.insert(name + " generated");
      if (kind == "CONSTR_IDENTITY") said.insert({name + " not null", name + " generates"});
      if (kind == "CONSTR_FOREIGN") said.insert(name + " references " + referenced(clause));
      const json* given = &at(clause, "raw_expr");
      while (given->contains("TypeCast")) given = &at(at(*given, "TypeCast"), "arg");
      const bool null = at(*given, "A_Const").value("isnull", false);
      if (kind == "CONSTR_DEFAULT" && !null) said.insert(name + " default");
    }
    for (const std::string& line : said) add(line);
  }

  static std::string referenced(const json& clause) {
    return relation_text(at(clause, "pktable")) + list_text(at(clause, "pk_attrs"));
  }

  void constraint(const json& value) {
    const std::string kind = member_text(value, "contype");
    std::string line = "constraint " + member_text(value, "conname");
    if (kind == "CONSTR_PRIMARY") line += " primary key " + list_text(at(value, "keys"));
    if (kind == "CONSTR_UNIQUE") line += " unique " + list_text(at(value, "keys"));
    if (kind == "CONSTR_CHECK") line += " check ()";
    if (kind == "CONSTR_FOREIGN") {
      line += " foreign key " + list_text(at(value, "fk_attrs")) + " -> " + referenced(value);
    }
    if (kind == "CONSTR_EXCLUSION") {
      std::string columns;
      for (const json& pair : at(value, "exclusions")) {
        const json& items = at(at(pair, "List"), "items");
        const std::string name = member_text(at(items.front(), "IndexElem"), "name");
        if (!name.empty()) columns += (columns.empty() ? "" : ",") + name;
      }
      line += " exclude (" + columns + ")";
    }
    // NOT VALID means nothing in CREATE TABLE, where libpg_query drops it for CHECK.
    if (value.value("skip_validation", false)) line += " not valid";
    add(line);
  }

  void alter(const json& action) {
    const std::string type = member_text(action, "subtype");
    const std::string name = member_text(action, "name");
    const json& definition = at(action, "def");
    if (type == "AT_AddColumn") {
      column(at(definition, "ColumnDef"), {});
    } else if (type == "AT_AddConstraint") {
      constraint(at(definition, "Constraint"));
    } else if (type == "AT_AlterColumnType") {
      add("type " + name + " " + their_type(at(at(definition, "ColumnDef"), "typeName")));
    } else if (type == "AT_DropColumn") {
      add("drop column " + name);
    } else if (type == "AT_ColumnDefault") {
      add((definition.empty() ? "drop default " : "set default ") + name);
    } else if (type == "AT_SetNotNull") {
      add("set not null " + name);
    } else if (type == "AT_DropNotNull") {
      add("drop not null " + name);
    } else if (type == "AT_DropConstraint") {
      add("drop constraint " + name);
    } else if (type == "AT_ValidateConstraint") {
      add("validate " + name);
    } else {
      add("another action");
    }
  }

  statement_facts facts_;
  bool modifies_ = false;
  bool explains_ = false;
};

}  // namespace

statement_facts their_facts(const nlohmann::json& statement) {
  return reader().run(statement);
}

}  // namespace sluice::test
