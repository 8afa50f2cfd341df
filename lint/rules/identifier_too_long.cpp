#include "lint/rules/rules.hpp"

#include <fmt/format.h>

#include <vector>

namespace sluice::lint::catalogue {

namespace {

/// The names that a statement gives.
class given_names {
 public:
  explicit given_names(const sql::statement& what) { std::visit(*this, what); }
  [[nodiscard]] const std::vector<sql::name>& all() const { return names_; }

  void operator()(const sql::create_table& s) {
    add(s.table.object);
    for (const auto& each : s.columns) column(each);
    for (const auto& each : s.constraints) add(each.constraint);
    for (const auto& each : s.indexes) add(each.index);
  }
  void operator()(const sql::create_index& s) { add(s.index); }
  void operator()(const sql::create_view& s) { add(s.view.object); }
  void operator()(const sql::create_routine& s) { add(s.routine.object); }
  void operator()(const sql::create_trigger& s) { add(s.trigger.object); }
  void operator()(const sql::rename_table& s) {
    for (const auto& each : s.pairs) add(each.to.object);
  }
  void operator()(const sql::alter_table& s) {
    for (const sql::alter_action& each : s.actions)
      std::visit([&](const auto& action) { act(action); }, each.what);
  }
  template <typename Other>
  void operator()(const Other&) {}

 private:
  void act(const sql::add_column& a) { column(a.column); }
  void act(const sql::redefine_column& a) { column(a.to); }
  void act(const sql::rename_column& a) { add(a.to); }
  void act(const sql::rename_to& a) { add(a.to.object); }
  void act(const sql::rename_constraint& a) { add(a.to); }
  void act(const sql::rename_index& a) { add(a.to); }
  void act(const sql::add_constraint& a) { add(a.constraint.constraint); }
  void act(const sql::add_index& a) { add(a.index.index); }
  template <typename Other>
  void act(const Other&) {}

  void column(const sql::column_definition& c) {
    add(c.column);
    for (const auto& each : c.constraints) add(each.constraint);
  }
  void add(const sql::name& n) { names_.push_back(n); }
  void add(const std::optional<sql::name>& n) {
    if (n) names_.push_back(*n);
  }

  std::vector<sql::name> names_;
};

/// As it is written: PostgreSQL's names have been cut already.
std::string_view written(const statement_view& view, const sql::name& n) {
  std::string_view text = view.step.file->slice(n.where);
  if (n.quoted && text.size() > 1) text = text.substr(1, text.size() - 2);
  return text.size() > n.text.size() ? text : std::string_view(n.text);
}

/// MySQL and MariaDB count characters, of which UTF-8 begins each with one byte that is none of
/// 10xxxxxx.
std::size_t length_of(std::string_view name, dialect d) {
  if (d == dialect::postgres) return name.size();
  std::size_t characters = 0;
  for (const char c : name) characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return characters;
}

void check_identifier_too_long(const statement_view& view, reporter& to) {
  if (view.d == dialect::sqlite) return;
  const bool cuts = view.d == dialect::postgres;
  const std::size_t most = cuts ? 63 : 64;
  const given_names given(view.statement.what);
  for (const sql::name& n : given.all()) {
    const std::string_view name = written(view, n);
    const std::size_t length = length_of(name, view.d);
    if (length <= most) continue;
    reporter::draft d;
    d.message =
        cuts ? fmt::format("gives a name of {} bytes, which PostgreSQL silently cuts to {}: {}",
                           length, most, name.substr(0, most))
             : fmt::format("gives a name of {} characters: {} refuses more than {}", length,
                           engine_name(view.server.kind), most);
    d.object = n.text;
    d.where = n.where;
    if (cuts) d.level = severity::warning;
    to.report(std::move(d));
  }
}

}  // namespace

const rule identifier_too_long{
    "identifier-too-long",
    rule_class::runtime,
    severity::error,
    "A name is longer than the server allows.",
    "PostgreSQL cuts it to 63 bytes without an error: what looks it up by its full name does not "
    "find it, and two that begin alike collide. MySQL and MariaDB refuse more than 64 characters.",
    {"A name of at most 63 bytes.", "A name of at most 64 characters.", ""},
    {"CREATE TABLE users (id bigint PRIMARY KEY, email text);", phases::phase::expand,
     "CREATE INDEX users_by_email_for_the_login_page_and_for_the_search_of_the_back_office ON "
     "users "
     "(email);",
     "CREATE INDEX users_by_email ON users (email);"},
    {},
    check_identifier_too_long,
    true,
    all_but_sqlite};

}  // namespace sluice::lint::catalogue
