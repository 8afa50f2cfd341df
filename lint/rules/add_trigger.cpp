#include "dialects/schema/names.hpp"
#include "dialects/sql/script.hpp"
#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace sluice::lint::catalogue {

namespace {

/// PostgreSQL: RAISE EXCEPTION, but for the branch that complains of a TG_OP it was not made for.
bool raises_exception(const std::string& body) {
  const sql::token_stream tokens = sql::lex(body, dialect::postgres);
  const auto is = [&](std::size_t i, std::string_view word) {
    const text::span where = tokens[i].where;
    return sql::is_word(tokens[i].what) &&
           sql::same_word(std::string_view(body).substr(where.begin, where.size()), word);
  };
  bool raising = false, exception = false, about_itself = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (is(i, "raise")) {
      raising = true;
      exception = about_itself = false;
    }
    exception = exception || (raising && is(i, "exception"));
    about_itself = about_itself || (raising && is(i, "tg_op"));
    if (tokens[i].what != sql::kind::semicolon) continue;
    if (exception && !about_itself) return true;
    raising = exception = false;
  }
  return exception && !about_itself;
}

/// RAISE, SIGNAL: by name alone, which is more often so than not.
bool refuses(const std::string& body, dialect d) {
  const std::vector<std::string> names = sql::names_mentioned(body, d);
  const auto has = [&](std::string_view word) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& each) {
      return schema::same_name(each, word, dialect::mysql);
    });
  };
  if (d == dialect::mysql) return has("signal") || has("resignal");
  return d == dialect::postgres ? raises_exception(body) : has("raise");
}

void check_add_trigger(const statement_view& view, reporter& to) {
  each_misplaced(view, to, schema::effect_kind::trigger_created, [&](const schema::effect& e) {
    if (e.replaced) return;
    const std::string key = schema::find_trigger(view.after, e.object, e.table, view.d);
    if (key.empty() || !refuses(view.after.triggers.at(key).body, view.d)) return;
    to.report(e, said(fmt::format("adds trigger {} to {}, which can refuse rows: old writers were "
                                  "not written for that",
                                  e.object, e.table),
                      {e.table, e.object, "", "", ""}));
  });
}

}  // namespace

const rule add_trigger{
    "add-trigger",
    rule_class::rollback,
    severity::warning,
    "A trigger is added that can refuse the rows of a release that does not know of it.",
    "It runs for every writer, the old release too, and fails its statements or undoes them.",
    {"1. expand.sql: a trigger that stores what it would refuse in a table of its own, and refuses "
     "nothing.\n"
     "2. Deploy a release that writes no such rows, and retire the ones that do.\n"
     "3. contract.sql: the trigger {column} on {table}.",
     "", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);\n"
     "CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; "
     "END $$;",
     phases::phase::expand,
     "CREATE TRIGGER forbid BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION forbid();",
     "CREATE FUNCTION allow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$;\n"
     "CREATE TRIGGER allow BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION allow();"},
    {"users", "forbid", "", "", ""},
    check_add_trigger};

}  // namespace sluice::lint::catalogue
