#include "tests/unit/describe_statement.hpp"

#include "dialects/sql/token.hpp"
#include "dialects/sql/understand.hpp"

#include <catch2/catch.hpp>

namespace sluice::test {

namespace {

using namespace sql;

class describer {
 public:
  explicit describer(const text::source& file) : file_(file) {}

  std::string run(const parsed_statement& parsed) {
    end_ = parsed.where.end;
    switch (parsed.outcome) {
      case understanding::malformed:
        return "malformed " + parsed.head + " at '" + slice(parsed.note_where) +
               "': " + parsed.note;
      case understanding::opaque:
        return "opaque " + parsed.head + ": " + parsed.note;
      case understanding::understood:
        break;
    }
    std::visit([this](const auto& what) { show(what); }, parsed.what);
    if (!parsed.changes_within.empty()) {
      add("within");
      show(parsed.changes_within);
    }
    return out_;
  }

 private:
  std::string slice(span where) const { return std::string(file_.slice(where)); }
  std::string rest(std::uint32_t at) const { return slice({at, end_}); }

  static std::string text(const name& n) { return n.text; }
  static std::string text(const object_name& n) {
    return (n.schema ? n.schema->text + "." : std::string()) + n.object.text;
  }
  static std::string text(const table_reference& t) {
    return text(t.table) + (t.alias ? " as " + t.alias->text : std::string());
  }
  template <typename List>
  static std::string list(const List& items) {
    std::string result;
    for (const auto& item : items) {
      if (!result.empty()) result += ",";
      result += text(item);
    }
    return "(" + result + ")";
  }
  void add(const std::string& word) {
    if (!out_.empty() && out_.back() != '(' && out_.back() != '[') out_ += " ";
    out_ += word;
  }
  void flag(bool set, const char* word) {
    if (set) add(word);
  }
  void add_references(const foreign_key& key) { add("-> " + text(key.table) + list(key.columns)); }

  void show(const column_definition& c) {
    add("[" + text(c.column) + (c.type.empty() ? "" : ": " + c.type));
    flag(c.not_null, "not-null");
    flag(c.primary_key, "key");
    flag(c.unique, "unique");
    flag(c.generated, "generated");
    flag(c.generates_value, "generates");
    flag(c.has_check, "check");
    if (c.default_value) add("default {" + slice(*c.default_value) + "}");
    if (c.references) add_references(*c.references);
    out_ += "]";
  }
  void show(const table_constraint& c) {
    constexpr const char* kinds[] = {"primary-key", "unique", "foreign-key", "check", "exclude"};
    add("{" + std::string(kinds[static_cast<int>(c.kind)]));
    if (c.constraint) add(text(*c.constraint));
    add(list(c.columns));
    if (c.references) add_references(*c.references);
    flag(c.not_valid, "not-valid");
    out_ += "}";
  }
  void show(const index_definition& i) {
    add("<index " + (i.index ? text(*i.index) : std::string("-")) + " " + list(i.columns));
    flag(i.unique, "unique");
    out_ += ">";
  }
  void show(const create_table& t) {
    add("create_table " + text(t.table));
    flag(t.if_not_exists, "if-not-exists");
    flag(t.temporary, "temporary");
    flag(t.from_query, "from-query");
    for (const auto& c : t.columns) show(c);
    for (const auto& c : t.constraints) show(c);
    for (const auto& i : t.indexes) show(i);
    if (t.partition_of) add("partition-of " + text(*t.partition_of));
    flag(t.default_partition, "default");
    if (t.partitioned) add("by " + t.partitioned->strategy + list(t.partitioned->parts));
    if (!t.inherits.empty()) add("inherits " + list(t.inherits));
  }

  void show(const add_column& a) {
    add("add");
    flag(a.if_not_exists, "if-not-exists");
    show(a.column);
  }
  void show(const drop_column& a) {
    add("drop " + text(a.column));
    flag(a.if_exists, "if-exists");
    flag(a.cascade, "cascade");
  }
  void show(const rename_column& a) { add("rename " + text(a.from) + " -> " + text(a.to)); }
  void show(const rename_constraint& a) {
    add("rename-constraint " + text(a.from) + " -> " + text(a.to));
  }
  void show(const set_schema& a) { add("set-schema " + text(a.schema)); }
  void show(const rename_to& a) { add("rename-to " + text(a.to)); }
  void show(const set_not_null& a) { add("set-not-null " + text(a.column)); }
  void show(const drop_not_null& a) { add("drop-not-null " + text(a.column)); }
  void show(const set_default& a) {
    add("set-default " + text(a.column) + " {" + slice(a.value) + "}");
  }
  void show(const drop_default& a) { add("drop-default " + text(a.column)); }
  void show(const add_identity& a) { add("add-identity " + text(a.column)); }
  void show(const set_expression& a) { add("set-expression " + text(a.column)); }
  void show(const drop_generation& a) {
    add("drop-generation " + text(a.column));
    flag(a.if_exists, "if-exists");
  }
  void show(const change_type& a) {
    add("type " + text(a.column) + " " + a.type + " {" + slice(a.type_where) + "}");
  }
  void show(const redefine_column& a) {
    add("redefine " + text(a.from));
    show(a.to);
  }
  void show(const add_constraint& a) {
    add("add");
    show(a.constraint);
  }
  void show(const add_index& a) {
    add("add");
    show(a.index);
  }
  void show(const drop_constraint& a) {
    add("drop-constraint " + (a.constraint.text.empty() ? "-" : text(a.constraint)));
    if (a.kind) add("kind=" + std::to_string(static_cast<int>(*a.kind)));
    flag(a.if_exists, "if-exists");
  }
  void show(const drop_table_index& a) { add("drop-index " + text(a.index)); }
  void show(const rename_index& a) { add("rename-index " + text(a.from) + " -> " + text(a.to)); }
  void show(const enforce_constraint& a) {
    add((a.enforced ? "enforce " : "do-not-enforce ") + text(a.constraint));
  }
  void show(const set_visibility& a) { add(text(a.column) + " " + a.words); }
  void show(const convert_characters& a) { add("convert-to {" + slice(a.to) + "}"); }
  void show(const drop_rows& a) { add("drop-rows " + a.words); }
  void show(const validate_constraint& a) { add("validate " + text(a.constraint)); }
  void show(const quiet_action& a) { add("quiet " + a.words); }
  void show(const attach_partition& a) {
    add("attach " + text(a.partition));
    flag(a.default_partition, "default");
  }
  void show(const detach_partition& a) {
    add("detach " + text(a.partition));
    flag(a.concurrently, "concurrently");
    flag(a.finalize, "finalize");
  }
  void show(const change_parent& a) {
    add((a.removed ? "no-parent " : "parent ") + text(a.parent));
  }
  void show(const narrow_partitions& a) { add("narrow " + a.words); }
  void show(const convert_partition& a) {
    add((a.to_table ? "partition-to-table " : "table-to-partition ") + text(a.other));
  }
  void show(const change_period& a) {
    add((a.bounds.empty() ? "drop-period " : "add-period ") + text(a.period));
    if (!a.bounds.empty()) add(list(a.bounds));
  }
  void show(const opaque_action& a) { add("opaque " + a.words); }
  void show(const alter_table& t) {
    add("alter_table " + text(t.table));
    flag(t.if_exists, "if-exists");
    for (const alter_action& a : t.actions) {
      out_ += " |";
      std::visit([this](const auto& what) { show(what); }, a.what);
    }
    show(t.method);
  }

  void show(const drop_table& t) {
    add("drop_table " + list(t.tables));
    flag(t.if_exists, "if-exists");
    flag(t.cascade, "cascade");
  }
  void show(const rename_table& t) {
    add("rename_table");
    for (const auto& pair : t.pairs) add(text(pair.from) + " -> " + text(pair.to));
  }
  void show(const create_index& i) {
    add("create_index " + (i.index ? text(*i.index) : std::string("-")) + " on " + text(i.table) +
        " " + list(i.columns));
    flag(i.unique, "unique");
    flag(i.concurrently, "concurrently");
    flag(i.if_not_exists, "if-not-exists");
    flag(i.partial, "partial");
    flag(i.only, "only");
    show(i.method);
  }
  void show(const drop_index& i) {
    add("drop_index " + list(i.indexes));
    if (i.table) add("on " + text(*i.table));
    flag(i.concurrently, "concurrently");
    flag(i.if_exists, "if-exists");
    show(i.method);
  }
  void show(const create_view& v) {
    add("create_view " + text(v.view));
    flag(v.or_replace, "or-replace");
    flag(v.if_not_exists, "if-not-exists");
    flag(v.materialized, "materialized");
    add("{" + slice(v.query) + "}");
  }
  void show(const drop_view& v) {
    add("drop_view " + list(v.views));
    flag(v.if_exists, "if-exists");
    flag(v.materialized, "materialized");
  }
  static std::string routine(routine_kind k) {
    return k == routine_kind::function ? "function" : "procedure";
  }
  void show(const create_routine& r) {
    add("create_" + routine(r.kind) + " " + text(r.routine));
    flag(r.or_replace, "or-replace");
    add("language " + r.language);
    if (r.body) add("{" + slice(*r.body) + "}");
  }
  void show(const drop_routine& r) {
    add("drop_" + routine(r.kind) + " " + list(r.routines));
    flag(r.if_exists, "if-exists");
  }
  void show(const create_trigger& t) {
    add("create_trigger " + text(t.trigger) + " on " + text(t.table));
    flag(t.or_replace, "or-replace");
    flag(t.if_not_exists, "if-not-exists");
    flag(t.before, "before");
    flag(t.on_insert, "insert");
    flag(t.on_update, "update");
    flag(t.on_delete, "delete");
    flag(t.on_truncate, "truncate");
    flag(t.instead_of, "instead-of");
    flag(t.constraint, "constraint");
    if (!t.update_columns.empty()) add("of " + list(t.update_columns));
    flag(!t.each_row, "each-statement");
    if (t.function) add("calls " + text(*t.function));
    if (t.body) add("{" + slice(*t.body) + "}");
  }
  void show(const drop_trigger& t) {
    add("drop_trigger " + text(t.trigger));
    if (t.table) add("on " + text(*t.table));
    flag(t.if_exists, "if-exists");
  }

  void show(const condition_place& c) {
    if (c.where) {
      add("where {" + slice(*c.where) + "}");
    } else {
      add("where ^" + rest(c.insert_at));
    }
  }
  void reason(const std::string& why) {
    if (!why.empty()) add("not-splittable: " + why);
  }
  void show(const update& u) {
    add("update " + text(u.target));
    for (const assignment& a : u.assignments) add(text(a.column) + " = {" + slice(a.value) + "}");
    if (!u.others.empty()) add("others " + list(u.others));
    if (u.from) add("from {" + slice(*u.from) + "}");
    show(u.condition);
    reason(u.not_splittable);
  }
  void show(const delete_rows& d) {
    add("delete " + text(d.target));
    if (!d.others.empty()) add("others " + list(d.others));
    show(d.condition);
    reason(d.not_splittable);
  }
  void show(const select_query& q) {
    add("select " + list(q.tables));
    flag(q.star, "star");
    flag(q.row_locking, "locking");
    show(q.condition);
    reason(q.not_splittable);
  }
  void show(const insert& i) {
    add("insert " + text(i.table));
    if (i.columns) add(list(*i.columns));
    if (i.values_in_row) add("values " + std::to_string(*i.values_in_row));
    flag(i.default_values, "default-values");
    flag(i.upsert, "upsert");
    flag(i.replace, "replace");
    if (i.query) show(*i.query);
  }
  void show(const std::vector<row_change>& changes) {
    constexpr const char* verbs[] = {"inserts ", "updates ", "deletes "};
    for (const row_change& change : changes) {
      add(verbs[static_cast<int>(change.verb)] + text(change.table));
    }
  }
  void show(const change_rows& c) {
    add("change_rows");
    show(c.changes);
  }
  void show(const transaction_control& t) {
    constexpr const char* verbs[] = {"begin",     "commit",  "rollback",
                                     "savepoint", "release", "two-phase"};
    add(std::string("transaction ") + verbs[static_cast<int>(t.verb)]);
  }
  void show(const session_setting& s) { add("setting " + s.what); }
  void show(const object_command& o) {
    constexpr const char* verbs[] = {"create", "alter", "drop"};
    constexpr const char* hows[] = {"",         "rename",      "owner", "add-value",
                                    "validate", "bookkeeping", "other"};
    add(std::string(verbs[static_cast<int>(o.verb)]) + " " + o.object_class);
    if (!o.objects.empty()) add(list(o.objects));
    if (o.table) add("on " + text(*o.table));
    flag(o.or_replace, "or-replace");
    flag(o.if_exists, "if-exists");
    flag(o.if_not_exists, "if-not-exists");
    flag(o.cascade, "cascade");
    if (o.how != object_alteration::none) add(hows[static_cast<int>(o.how)]);
    if (o.to) add("to " + text(*o.to));
    if (o.owned_by) add("owned-by " + text(o.owned_by->table) + ":" + text(o.owned_by->column));
    if (!o.tables.empty()) add("tables " + list(o.tables));
    for (const span element : o.elements) add("{" + slice(element) + "}");
  }
  void show(const truncate_table& t) {
    add("truncate " + list(t.tables));
    flag(t.cascade, "cascade");
  }
  void show(const change_privileges& p) {
    add(p.revoke ? "revoke" : "grant");
    if (!p.tables.empty()) add("on " + list(p.tables));
  }
  void show(const run_code& r) {
    add(r.routine ? "call " + text(*r.routine) : r.language.empty() ? "run" : "do " + r.language);
    if (r.body) add("{" + std::string(file_.slice(*r.body)) + "}");
  }
  void show(const load_rows& l) { add("load " + text(l.table)); }
  void show(const std::monostate&) {}
  void show(const comment_on& c) {
    add(c.object_class);
    if (c.object) add(text(*c.object));
    if (c.column) add(":" + text(*c.column));
    if (c.table) add("on " + text(*c.table));
    add(c.text ? "{" + slice(*c.text) + "}" : "null");
  }
  void show(const lock_tables& l) {
    for (const lock_tables::item& each : l.tables) add(text(each.table) + "=" + each.mode);
    flag(l.nowait, "nowait");
  }
  void show(const refresh_view& r) {
    add(text(r.view));
    flag(r.concurrently, "concurrently");
    flag(!r.with_data, "no-data");
  }
  void show(const maintain& m) {
    if (m.object_class != "table") add("class=" + m.object_class);
    if (!m.objects.empty()) add(list(m.objects));
    if (m.index) add("using " + text(*m.index));
    flag(m.full, "full");
    flag(m.analyze, "analyze");
    flag(m.concurrently, "concurrently");
  }
  void show(const online_method& m) {
    if (!m.algorithm.empty()) add("algorithm=" + m.algorithm);
    if (!m.lock.empty()) add("lock=" + m.lock);
  }
  void show(const auxiliary& a) {
    add("auxiliary " + a.what);
    std::visit([this](const auto& detail) { show(detail); }, a.detail);
  }
  void show(const opaque& /*o*/) { add("opaque"); }

  const text::source& file_;
  std::uint32_t end_ = 0;
  std::string out_;
};

}  // namespace

std::string describe(std::string_view sql, dialect d) {
  const text::source file("test.sql", std::string(sql));
  std::string result;
  for (const parsed_statement& parsed : parse(file, d).statements) {
    if (!result.empty()) result += "\n";
    result += describer(file).run(parsed);
  }
  return result;
}

parsed_statement only_statement(const text::source& file, dialect d) {
  script parsed = parse(file, d);
  REQUIRE(parsed.statements.size() == 1);
  return parsed.statements.front();
}

double rules_per_token(const std::string& text, dialect d) {
  sql::token_stream tokens = sql::lex(text, d);
  std::erase_if(tokens, [](const sql::token& t) { return sql::is_trivia(t.what); });
  const sql::reading read = sql::understand(tokens, text, d);
  return static_cast<double>(read.rules_tried) /
         static_cast<double>(std::max<std::size_t>(tokens.size(), 1));
}

}  // namespace sluice::test
