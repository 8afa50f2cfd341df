#pragma once

#include "tests/support/servers.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sluice::test {

/// A database of its own on the shared server, with a connection to it.
struct database {
  explicit database(engine kind);
  void run(const std::vector<std::string>& statements) const;

  std::string url;
  connection_target target;
  std::unique_ptr<session> db;
};

/// Tables with foreign keys, checks, generated columns, defaults, indexes of all sorts, views on
/// views, routines and triggers, as far as the engine has them. In every engine there are users(id,
/// name, full_name, email), orders(id, user_id, total, note) and the view user_names(id, name).
[[nodiscard]] std::vector<std::string> sample_schema(const server_version& server);

/// One test case, one section for each engine under test.
#define FOR_EACH_ENGINE(kind)                                \
  for (const auto kind : sluice::test::engines_under_test()) \
  DYNAMIC_SECTION(sluice::engine_name(kind))

}  // namespace sluice::test
