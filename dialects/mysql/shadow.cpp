#include "dialects/mysql/shadow.hpp"

#include "dialects/cells.hpp"
#include "dialects/mysql/catalog.hpp"
#include "dialects/mysql/qualifiers.hpp"
#include "dialects/mysql/resolution.hpp"
#include "dialects/shadow_rules.hpp"
#include "dialects/sql/token.hpp"

#include <fmt/format.h>

#include <random>

namespace sluice::mysql {
namespace {

constexpr std::string_view prefix = "sluice_shadow_";

/// A scratch database. Its owner holds a lock of the same name, which every account can ask for and
/// which goes with the connection.
class scratch_database {
 public:
  scratch_database(session& like, const connection_target& target) : owner_(connect(target)) {
    name_ = fmt::format("{}{}_{:08x}", prefix, owner_->connection_id(), std::random_device{}());
    const auto defaults =
        like.query("SELECT @@character_set_database, @@collation_database").values.at(0);
    owner_->query("SELECT GET_LOCK(?, 0)", {name_});
    owner_->execute(fmt::format("CREATE DATABASE {} CHARACTER SET {} COLLATE {}",
                                quote_name(dialect::mysql, name_), cell_text(defaults[0]),
                                cell_text(defaults[1])));
  }

  ~scratch_database() {
    try {
      owner_->execute("DROP DATABASE " + quote_name(dialect::mysql, name_));
    } catch (const std::exception&) {
      // drop_stale_shadows() finds it by its name once the connection is gone.
    }
  }

  scratch_database(const scratch_database&) = delete;
  scratch_database& operator=(const scratch_database&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::unique_ptr<session> owner_;
  std::string name_;
};

class database_shadow final : public shadow {
 public:
  database_shadow(session& db, const connection_target& target)
      : scratch_(db, target), db_(connect(inside(target, scratch_.name()))) {
    read_databases(*db_);
    read_databases(db);
    for (const auto& statement : mysql::schema_script(db)) {
      refuse_other_databases(statement);
      db_->execute(statement);
    }
  }

  void apply(std::string_view sql) override {
    if (means_nothing_in_shadow(sql, dialect::mysql)) {
      return;
    }
    std::string reason = leaves_shadow(sql, dialect::mysql);
    if (!reason.empty()) {
      throw text::database_error(text::failure::other, {}, reason);
    }
    read_databases(*db_);
    refuse_other_databases(sql);
    db_->execute(sql);
  }

  [[nodiscard]] resolution resolve(std::string_view sql) override {
    resolution r;
    try {
      read_databases(*db_);
      if (const std::string database = database_named(sql, databases_); !database.empty()) {
        r.cannot_judge = "the statement names the database " + database;
        return r;
      }
      return mysql::resolve(*db_, scratch_.name(), sql);
    } catch (const std::exception& problem) {
      r.cannot_judge = problem.what();
    }
    return r;
  }

  [[nodiscard]] schema::model read() override { return mysql::read_model(*db_); }
  [[nodiscard]] schema::definitions define() override { return mysql::read_definitions(*db_); }

 private:
  static connection_target inside(connection_target target, const std::string& database) {
    target.database = database;
    return target;
  }

  void read_databases(session& db) {
    const rows found = db.query("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA");
    for (const auto& row : found.values) {
      if (!sql::same_word(cell_text(row[0]), scratch_.name())) {
        databases_.insert(cell_text(row[0]));
      }
    }
  }

  void refuse_other_databases(std::string_view sql) const {
    if (const std::string database = database_named(sql, databases_); !database.empty()) {
      throw text::database_error(
          text::failure::other, {},
          "a statement names the database " + database +
              "; it is not run in a scratch database, from where it could reach real tables");
    }
  }

  scratch_database scratch_;
  std::unique_ptr<session> db_;
  std::set<std::string> databases_;
};

}  // namespace

std::unique_ptr<shadow> open_shadow(session& db, const connection_target& target) {
  return std::make_unique<database_shadow>(db, target);
}

void drop_stale_shadows(session& db) noexcept {
  try {
    if (db.in_transaction()) {
      return;  // DROP DATABASE would commit it
    }
    const rows found = db.query(
        "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE LEFT(SCHEMA_NAME, 14) = ?",
        {std::string(prefix)});
    for (const auto& row : found.values) {
      const std::string name = cell_text(row[0]);
      if (!cell_true(db.query("SELECT IS_FREE_LOCK(?)", {name}).values.at(0).at(0))) {
        continue;
      }
      try {
        db.execute("DROP DATABASE " + quote_name(dialect::mysql, name));
      } catch (const text::database_error& problem) {
        if (problem.kind() == text::failure::connection) {
          return;
        }
      }
    }
  } catch (const std::exception&) {
    // Tidying up must not get in the way of the work.
  }
}

}  // namespace sluice::mysql
