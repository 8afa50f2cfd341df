#include "dialects/postgres/shadow.hpp"

#include "dialects/cells.hpp"
#include "dialects/postgres/catalog.hpp"
#include "dialects/postgres/resolution.hpp"
#include "dialects/shadow_rules.hpp"

#include <fmt/format.h>

#include <random>

namespace sluice::postgres {
namespace {

constexpr std::string_view prefix = "sluice_shadow_";

/// A scratch database that lives as long as this object, or as long as the connection whose number
/// is in its name.
class scratch_database {
 public:
  scratch_database(session& like, const connection_target& target) : owner_(connect(target)) {
    name_ = fmt::format("{}{}_{:08x}", prefix, owner_->connection_id(), std::random_device{}());
    owner_->execute(create_statement(like));
  }

  ~scratch_database() {
    try {
      const bool can_force = owner_->server().major >= 13;
      owner_->execute(fmt::format("DROP DATABASE {}{}", quote_name(dialect::postgres, name_),
                                  can_force ? " WITH (FORCE)" : ""));
    } catch (const std::exception&) {
      // drop_stale_shadows() finds it by its name once the connection is gone.
    }
  }

  scratch_database(const scratch_database&) = delete;
  scratch_database& operator=(const scratch_database&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  /// Encoding and locale decide how text compares, so they are the target's.
  [[nodiscard]] std::string create_statement(session& like) const {
    const int major = like.server().major;
    const char* provider = major >= 15 ? "d.datlocprovider" : "'c'";
    const char* locale = major >= 17 ? "d.datlocale" : major >= 15 ? "d.daticulocale" : "NULL";
    const auto row =
        like.query(fmt::format("SELECT pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate,"
                               " d.datctype, {}, {} FROM pg_catalog.pg_database d"
                               " WHERE d.datname = pg_catalog.current_database()",
                               provider, locale))
            .values.at(0);
    const auto literal = [](const value& v) {
      return quote_literal(dialect::postgres, cell_text(v));
    };
    std::string sql = fmt::format(
        "CREATE DATABASE {} TEMPLATE template0 ENCODING {} LC_COLLATE {} LC_CTYPE {}",
        quote_name(dialect::postgres, name_), literal(row[0]), literal(row[1]), literal(row[2]));
    if (cell_text(row[3]) == "i") {
      sql += " LOCALE_PROVIDER icu ICU_LOCALE " + literal(row[4]);
    } else if (cell_text(row[3]) == "b") {
      sql += " LOCALE_PROVIDER builtin BUILTIN_LOCALE " + literal(row[4]);
    }
    return sql;
  }

  std::unique_ptr<session> owner_;
  std::string name_;
};

class database_shadow final : public shadow {
 public:
  database_shadow(session& db, const connection_target& target)
      : scratch_(db, target), db_(connect(inside(target, scratch_.name()))) {
    for (const auto& statement : postgres::schema_script(db)) {
      db_->execute(statement);
    }
  }

  void apply(std::string_view sql) override {
    if (means_nothing_in_shadow(sql, dialect::postgres)) {
      return;
    }
    if (const std::string reason = leaves_shadow(sql, dialect::postgres); !reason.empty()) {
      throw text::database_error(text::failure::other, {}, reason);
    }
    db_->execute(sql);
  }

  [[nodiscard]] resolution resolve(std::string_view sql) override {
    try {
      return postgres::resolve(*db_, sql);
    } catch (const std::exception& problem) {
      resolution r;
      r.cannot_judge = problem.what();
      return r;
    }
  }

  [[nodiscard]] schema::model read() override { return postgres::read_model(*db_); }
  [[nodiscard]] schema::definitions define() override { return postgres::read_definitions(*db_); }

 private:
  static connection_target inside(connection_target target, const std::string& database) {
    target.database = database;
    return target;
  }

  scratch_database scratch_;
  std::unique_ptr<session> db_;
};

}  // namespace

std::unique_ptr<shadow> open_shadow(session& db, const connection_target& target) {
  return std::make_unique<database_shadow>(db, target);
}

void drop_stale_shadows(session& db) noexcept {
  try {
    if (db.in_transaction()) {
      return;  // DROP DATABASE would fail and take the transaction with it
    }
    const rows found = db.query("SELECT datname FROM pg_catalog.pg_database WHERE datname LIKE ?",
                                {std::string("sluice\\_shadow\\_%")});
    for (const auto& row : found.values) {
      const std::string name = cell_text(row[0]);
      const std::string owner =
          name.substr(prefix.size(), name.find('_', prefix.size()) - prefix.size());
      if (postgres::connection_exists(db, owner)) {
        continue;
      }
      try {
        // Without FORCE: refused while anybody is connected.
        db.execute("DROP DATABASE IF EXISTS " + quote_name(dialect::postgres, name));
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

}  // namespace sluice::postgres
