#pragma once

#include "dialects/schema/effect.hpp"
#include "dialects/schema/names.hpp"

#include <string>
#include <utility>
#include <vector>

/// Inside of diff(): one comparison finds the effects that lead from one model to another.
namespace sluice::schema {

class comparison {
 public:
  comparison(const model& from, const model& to, dialect d) : from_(from), to_(to), dialect_(d) {}

  [[nodiscard]] std::vector<effect> take();

 private:
  effect& report(effect_kind kind, const std::string& table_name, const std::string& object);
  /// Neither is unknown, and they are different programs.
  [[nodiscard]] bool differs(const std::string& a, const std::string& b) const;
  [[nodiscard]] bool same_columns(const std::vector<std::string>& a,
                                  const std::vector<std::string>& b) const;
  void comment(const std::string& a, const std::string& b, const std::string& table_name,
               const std::string& object);

  void views_and_routines();
  template <typename Map>
  void texts(const Map& from, const Map& to, effect_kind created, effect_kind dropped);
  void triggers();
  [[nodiscard]] bool changed(const trigger& a, const trigger& b) const;
  void objects();
  template <typename Map>
  void named_objects(const Map& from, const Map& to, const std::string& what);
  void comments();
  void grants();
  void rights(const std::string& title, const privileges& from, const privileges& to);

  void tables();
  void table_details(const table& from, const table& to);
  void partitions(const table& from, const table& to);
  void policies(const table& from, const table& to);
  void options(const table& from, const table& to);
  void columns(const table& from, const table& to);
  void column_order(const table& from, const table& to);
  void values(const table& from, const column& old, const column& c);
  [[nodiscard]] bool collated_otherwise(const column& a, const column& b) const;
  [[nodiscard]] bool refers_alike(const constraint& a, const constraint& b) const;
  void constraint_effect(effect_kind kind, const table& t, const constraint& c);
  void constraints(const table& from, const table& to);
  void index_effect(effect_kind kind, const table& t, const index& i);
  [[nodiscard]] bool same(const index& a, const index& b) const;
  void indexes(const table& from, const table& to);

  const model& from_;
  const model& to_;
  dialect dialect_;
  std::vector<effect> effects_;
};

}  // namespace sluice::schema
