#include "dialects/schema/resolving.hpp"

#include <algorithm>

/// The entry, and statements as a whole.
namespace sluice::schema {

namespace {

/// Views in views in views.
constexpr int deepest_view = 16;

}  // namespace

void resolution_fails(std::string why, std::string about) {
  throw resolving_ends(true, std::move(why), std::move(about));
}

void not_judged(std::string why) {
  throw resolving_ends(false, std::move(why), {});
}

name_resolver::name_resolver(const sql::statement_tree& statement, const model& m, int depth)
    : statement_(statement),
      context_(statement.context()),
      model_(m),
      dialect_(statement.which),
      depth_(depth) {}

name_resolution name_resolver::run() {
  try {
    if (statement_.nodes.size() == 0) not_judged(statement_.problem);
    if (depth_ > deepest_view) not_judged("views stand in views without end");
    statement(cursor(statement_.nodes, 0));
  } catch (const resolving_ends& end) {
    result_.outcome = end.fails ? resolve_outcome::fails : resolve_outcome::unjudged;
    result_.reason = end.reason;
    result_.object = end.object;
  }
  return std::move(result_);
}

void name_resolver::statement(cursor c) {
  const auto tell = [&](const std::vector<visible_column>& columns) {
    for (const visible_column& each : columns)
      result_.shape.push_back(each.type.empty() ? each.name : each.name + " " + each.type);
  };
  switch (c.what()) {
    case node::query:
      tell(query(c, nullptr));
      break;
    case node::insert:
      tell(insert(c, nullptr));
      break;
    case node::update:
      tell(update(c, nullptr));
      break;
    case node::delete_rows:
      tell(remove(c, nullptr));
      break;
    case node::merge:
      tell(merge_rows(c, nullptr));
      break;
    default:
      not_judged("it is no statement about rows");
  }
}

bool name_resolver::has_token(cursor c, kind k) const {
  bool found = false;
  each_part(
      c, c.first(), [&](index at) { found = found || kind_of(at) == k; }, [](cursor) {});
  return found;
}

name_resolution resolve_names(const sql::statement_tree& statement, const model& m) {
  return name_resolver(statement, m, 0).run();
}

}  // namespace sluice::schema
