#pragma once

#include "dialects/schema/names.hpp"
#include "lint/query_use.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// The walk behind judge(): one effect and one statement. Files: tables and columns; keys and
/// checks; programs, types and other objects.
namespace sluice::lint {

/// The harm of one effect to one statement.
class use_judge {
 public:
  use_judge(const statement_view& view, const schema::effect& e, const query_use& q,
            std::vector<harm>& found)
      : view_(view), e_(e), q_(q), found_(found) {}

  judgement run();

 private:
  void judge_by_names();
  void judge_type();
  void judge_required();
  void judge_default();
  void judge_added_column();
  void judge_constraint();
  void judge_check(const schema::constraint& check);
  void judge_foreign_key(const schema::constraint& key);
  void judge_key(const std::vector<std::string>& columns);
  void judge_relaxed();
  void judge_trigger(const std::string& name, bool dropped);
  void judge_unknown();
  void judge_rights();
  void judge_publication(const std::vector<sql::object_name>& tables);
  void judge_routine(const std::string& name);
  void judge_behaviour();
  void judge_sequence(const std::string& name);
  void judge_object();
  void judge_type_users(const std::string& type, std::string_view who);
  void judge_programs();

  [[nodiscard]] bool same(std::string_view a, std::string_view b) const {
    return schema::same_name(a, b, view_.d);
  }
  [[nodiscard]] bool uses(const std::string& object) const;
  [[nodiscard]] bool reads(const std::string& column) const;
  [[nodiscard]] bool writes(const std::string& table, const std::string& column) const;
  [[nodiscard]] bool through_view(const std::string& table) const;
  [[nodiscard]] const schema::table_write* write_to(const std::string& table) const;
  /// Writes to the table, or to a view of it.
  [[nodiscard]] bool changes(const std::string& table) const;
  [[nodiscard]] const schema::given_value* given(
      const std::map<std::string, schema::given_value>& values, const std::string& column) const;
  [[nodiscard]] std::string whole() const { return e_.table + "." + e_.object; }
  void hurt(std::string what, std::string_view who) { found_.push_back({std::move(what), who}); }
  [[nodiscard]] std::string_view who() const {
    return q_.use.writes.empty() ? old_readers : old_writers;
  }

  const statement_view& view_;
  const schema::effect& e_;
  const query_use& q_;
  std::vector<harm>& found_;
  bool open_ = false;
};

}  // namespace sluice::lint
