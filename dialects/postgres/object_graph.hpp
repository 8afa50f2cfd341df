#pragma once

#include "dialects/session.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::postgres {

/// Kinds of objects in the order in which they come when nothing else decides.
enum class rank {
  collation,
  type,
  sequence,
  routine,
  table,
  key,
  check,
  index,
  view,
  reference,
  late
};

/// The objects that a script makes, and which of them must come before which.
class object_graph {
 public:
  /// "pg_class:16385", as pg_depend names an object.
  [[nodiscard]] static std::string id(std::string_view catalog, const value& oid);

  /// An empty statement makes an object without DDL of its own.
  void add(const std::string& catalog, rank order, const value& oid, std::string ddl);
  /// One more statement for an object; nothing when there is no such object.
  void extend(const std::string& object, std::string ddl);
  /// What pg_depend says of the part (a default, a row type, a view's rule) is said of the whole.
  void add_part(const std::string& part, const std::string& whole);
  /// Objects outside of the graph are passed over.
  void add_dependency(const std::string& dependent, const std::string& needed);

  /// All statements in an order that works: by need, then by rank, then by age, so that equal
  /// schemas give equal scripts. Throws text::database_error when objects need each other in a
  /// circle.
  [[nodiscard]] std::vector<std::string> sorted() const;

 private:
  struct node {
    rank order = rank::late;
    unsigned long oid = 0;
    std::vector<std::string> ddl;
    std::set<std::string> needs;
  };

  [[nodiscard]] std::string whole_of(std::string object) const;

  std::map<std::string, node> nodes_;
  std::map<std::string, std::string> wholes_;
};

}  // namespace sluice::postgres
