#include "tests/oracle/their_commands.hpp"

#include "dialects/sql/token.hpp"
#include "tests/oracle/member_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace sluice::test {

namespace {

using json = nlohmann::json;

/// Statements whose node says all.
const std::map<std::string, std::string> plain_kinds{
    {"AlterCollationStmt", "alter collation"},
    {"AlterDatabaseRefreshCollStmt", "alter database"},
    {"AlterDatabaseSetStmt", "alter database"},
    {"AlterDatabaseStmt", "alter database"},
    {"AlterDefaultPrivilegesStmt", "alter default privileges"},
    {"AlterDomainStmt", "alter domain"},
    {"AlterEnumStmt", "alter type"},
    {"AlterEventTrigStmt", "alter event trigger"},
    {"AlterExtensionContentsStmt", "alter extension"},
    {"AlterExtensionStmt", "alter extension"},
    {"AlterFdwStmt", "alter foreign data wrapper"},
    {"AlterForeignServerStmt", "alter server"},
    {"AlterOpFamilyStmt", "alter operator family"},
    {"AlterOperatorStmt", "alter operator"},
    {"AlterPolicyStmt", "alter policy"},
    {"AlterPublicationStmt", "alter publication"},
    {"AlterRoleSetStmt", "alter role"},
    {"AlterRoleStmt", "alter role"},
    {"AlterSeqStmt", "alter sequence"},
    {"AlterStatsStmt", "alter statistics"},
    {"AlterSubscriptionStmt", "alter subscription"},
    {"AlterSystemStmt", "alter system"},
    {"AlterTSConfigurationStmt", "alter text search configuration"},
    {"AlterTSDictionaryStmt", "alter text search dictionary"},
    {"AlterTableSpaceOptionsStmt", "alter tablespace"},
    {"AlterTypeStmt", "alter type"},
    {"AlterUserMappingStmt", "alter user mapping"},
    {"CallStmt", "run"},
    {"CheckPointStmt", "auxiliary checkpoint"},
    {"ClosePortalStmt", "auxiliary close"},
    {"ClusterStmt", "auxiliary cluster"},
    {"CommentStmt", "auxiliary comment"},
    {"CompositeTypeStmt", "create type"},
    {"ConstraintsSetStmt", "setting"},
    {"CreateAmStmt", "create access method"},
    {"CreateCastStmt", "create cast"},
    {"CreateConversionStmt", "create conversion"},
    {"CreateDomainStmt", "create domain"},
    {"CreateEnumStmt", "create type"},
    {"CreateEventTrigStmt", "create event trigger"},
    {"CreateExtensionStmt", "create extension"},
    {"CreateFdwStmt", "create foreign data wrapper"},
    {"CreateForeignServerStmt", "create server"},
    {"CreateForeignTableStmt", "create foreign table"},
    {"CreateOpClassStmt", "create operator class"},
    {"CreateOpFamilyStmt", "create operator family"},
    {"CreatePLangStmt", "create language"},
    {"CreatePolicyStmt", "create policy"},
    {"CreatePublicationStmt", "create publication"},
    {"CreateRangeStmt", "create type"},
    {"CreateRoleStmt", "create role"},
    {"CreateSchemaStmt", "create schema"},
    {"CreateSeqStmt", "create sequence"},
    {"CreateStatsStmt", "create statistics"},
    {"CreateSubscriptionStmt", "create subscription"},
    {"CreateTableSpaceStmt", "create tablespace"},
    {"CreateTransformStmt", "create transform"},
    {"CreateUserMappingStmt", "create user mapping"},
    {"CreatedbStmt", "create database"},
    {"DeallocateStmt", "auxiliary deallocate"},
    {"DeclareCursorStmt", "auxiliary declare"},
    {"DiscardStmt", "setting"},
    {"DoStmt", "run"},
    {"DropOwnedStmt", "drop owned"},
    {"DropRoleStmt", "drop role"},
    {"DropSubscriptionStmt", "drop subscription"},
    {"DropTableSpaceStmt", "drop tablespace"},
    {"DropUserMappingStmt", "drop user mapping"},
    {"DropdbStmt", "drop database"},
    {"ExecuteStmt", "run"},
    {"ImportForeignSchemaStmt", "create foreign schema"},
    {"ListenStmt", "auxiliary listen"},
    {"LoadStmt", "setting"},
    {"LockStmt", "auxiliary lock"},
    {"NotifyStmt", "auxiliary notify"},
    {"PrepareStmt", "auxiliary prepare"},
    {"ReassignOwnedStmt", "revoke"},
    {"RefreshMatViewStmt", "auxiliary refresh"},
    {"ReindexStmt", "auxiliary reindex"},
    {"RuleStmt", "create rule"},
    {"SecLabelStmt", "auxiliary security"},
    {"TruncateStmt", "truncate"},
    {"UnlistenStmt", "auxiliary unlisten"},
    {"VariableShowStmt", "auxiliary show"},
};

/// Classes that are not the enumerator in lower case.
const std::map<std::string, std::string> class_names{
    {"OBJECT_ATTRIBUTE", "type"},
    {"OBJECT_DOMCONSTRAINT", "domain"},
    {"OBJECT_FDW", "foreign data wrapper"},
    {"OBJECT_FOREIGN_SERVER", "server"},
    {"OBJECT_LARGEOBJECT", "large object"},
    {"OBJECT_MATVIEW", "materialized view"},
    {"OBJECT_OPCLASS", "operator class"},
    {"OBJECT_OPFAMILY", "operator family"},
    {"OBJECT_STATISTIC_EXT", "statistics"},
    {"OBJECT_TABCONSTRAINT", "table"},
    {"OBJECT_TSCONFIGURATION", "text search configuration"},
    {"OBJECT_TSDICTIONARY", "text search dictionary"},
    {"OBJECT_TSPARSER", "text search parser"},
    {"OBJECT_TSTEMPLATE", "text search template"},
};

std::string transaction_kind(const std::string& kind) {
  if (kind == "TRANS_STMT_BEGIN" || kind == "TRANS_STMT_START") return "transaction begin";
  if (kind == "TRANS_STMT_COMMIT") return "transaction commit";
  if (kind == "TRANS_STMT_SAVEPOINT") return "transaction savepoint";
  if (kind == "TRANS_STMT_RELEASE") return "transaction release";
  if (kind == "TRANS_STMT_ROLLBACK" || kind == "TRANS_STMT_ROLLBACK_TO")
    return "transaction rollback";
  return "transaction two-phase";
}

/// What ALTER ... RENAME, OWNER TO and the like are about.
std::string altered_class(const std::string& node, const json& value) {
  if (node == "RenameStmt") {
    const std::string type = member_text(value, "renameType");
    return object_class(type == "OBJECT_COLUMN" ? member_text(value, "relationType") : type);
  }
  return object_class(member_text(value, node == "AlterTableStmt"          ? "objtype"
                                         : node == "AlterFunctionStmt"     ? "objtype"
                                         : node == "AlterTableMoveAllStmt" ? "objtype"
                                                                           : "objectType"));
}

bool has_option(const json& value, const char* wanted) {
  const json options = value.value("options", json::array());
  return std::any_of(options.begin(), options.end(), [&](const json& option) {
    return option.contains("DefElem") && member_text(option["DefElem"], "defname") == wanted;
  });
}

/// {"List": {"items": [...]}} as strings.
std::vector<std::string> strings_of(const json& in) {
  std::vector<std::string> result;
  if (!in.is_object() || !in.contains("List")) return result;
  for (const json& item : in["List"]["items"]) {
    if (item.contains("String")) result.push_back(member_text(item["String"], "sval"));
  }
  return result;
}

/// The last two of the parts but for those left out.
std::string relation_of(std::vector<std::string> parts, std::size_t left_out) {
  if (parts.size() <= left_out) return {};
  parts.resize(parts.size() - left_out);
  const std::string schema = parts.size() > 1 ? parts[parts.size() - 2] + "." : std::string();
  return schema + parts.back();
}

bool is_relation_type(const std::string& type) {
  return type == "OBJECT_TABLE" || type == "OBJECT_VIEW" || type == "OBJECT_MATVIEW" ||
         type == "OBJECT_FOREIGN_TABLE";
}

/// Named as t.c: the relation is all but the last part.
bool is_named_with_relation(const std::string& type) {
  return type == "OBJECT_COLUMN" || type == "OBJECT_TABCONSTRAINT" || type == "OBJECT_POLICY" ||
         type == "OBJECT_RULE" || type == "OBJECT_TRIGGER";
}

void list_relation(std::vector<std::string>& found, const std::string& type, const json& object) {
  if (is_relation_type(type)) found.push_back(relation_of(strings_of(object), 0));
  if (is_named_with_relation(type)) found.push_back(relation_of(strings_of(object), 1));
}

void list_owners(std::vector<std::string>& found, const json& in) {
  if (in.is_array()) {
    for (const json& item : in) list_owners(found, item);
  } else if (in.is_object()) {
    for (const auto& [key, value] : in.items()) {
      if (key == "DefElem" && member_text(value, "defname") == "owned_by" &&
          value.contains("arg")) {
        const std::string owner = relation_of(strings_of(value["arg"]), 1);
        if (!owner.empty()) found.push_back(owner);
      } else {
        list_owners(found, value);
      }
    }
  }
}

}  // namespace

std::string object_class(const std::string& type) {
  const auto named = class_names.find(type);
  if (named != class_names.end()) return named->second;
  std::string result = sql::lower_case(type.substr(std::min(type.find('_') + 1, type.size())));
  std::replace(result.begin(), result.end(), '_', ' ');
  return result;
}

std::string command_kind(const std::string& node, const json& value) {
  const auto plain = plain_kinds.find(node);
  if (plain != plain_kinds.end()) return plain->second;
  static const std::set<std::string> alterations{"AlterFunctionStmt",     "AlterObjectDependsStmt",
                                                 "AlterObjectSchemaStmt", "AlterOwnerStmt",
                                                 "AlterTableStmt",        "RenameStmt"};
  if (alterations.count(node) != 0) return "alter " + altered_class(node, value);
  if (node == "AlterTableMoveAllStmt") {
    const std::string moved = altered_class(node, value);
    return moved == "table" ? "move tables" : "alter " + moved;
  }
  if (node == "DefineStmt") return "create " + object_class(member_text(value, "kind"));
  if (node == "DropStmt") return "drop " + object_class(member_text(value, "removeType"));
  if (node == "TransactionStmt") return transaction_kind(member_text(value, "kind"));
  if (node == "VariableSetStmt") return "setting";
  if (node == "GrantStmt" || node == "GrantRoleStmt")
    return value.value("is_grant", false) ? "grant" : "revoke";
  if (node == "CopyStmt") return value.value("is_from", false) ? "load" : "auxiliary copy";
  if (node == "VacuumStmt")
    return value.value("is_vacuumcmd", false) ? "auxiliary vacuum" : "auxiliary analyze";
  if (node == "FetchStmt")
    return value.value("ismove", false) ? "auxiliary move" : "auxiliary fetch";
  if (node == "ExplainStmt" && !has_option(value, "analyze")) return "auxiliary explain";
  return {};
}

bool names_other_objects(const std::string& node, const json& value) {
  static const std::set<std::string> others{"sequence", "type", "index", "domain", "statistics"};
  if (node == "AlterTableStmt" || node == "RenameStmt" || node == "AlterObjectSchemaStmt" ||
      node == "AlterObjectDependsStmt") {
    return others.count(altered_class(node, value)) != 0;
  }
  if (node == "ReindexStmt") return member_text(value, "kind") != "REINDEX_OBJECT_TABLE";
  if (node == "GrantStmt") return member_text(value, "objtype") != "OBJECT_TABLE";
  return node == "AlterSeqStmt" || node == "ImportForeignSchemaStmt" ||
         node == "ConstraintsSetStmt";  // the tables of another
}

std::vector<std::string> listed_relations(const std::string& node, const json& value) {
  std::vector<std::string> found;
  if (node == "CommentStmt" || node == "SecLabelStmt" || node == "AlterExtensionContentsStmt") {
    list_relation(found, member_text(value, "objtype"), value.value("object", json()));
  } else if (node == "DropStmt") {
    for (const json& object : value["objects"]) {
      list_relation(found, member_text(value, "removeType"), object);
    }
  }
  list_owners(found, value);
  return found;
}

}  // namespace sluice::test
