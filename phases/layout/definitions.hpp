#pragma once

#include "phases/layout/layout.hpp"

/// One constant a layout, each in the file of its name.
namespace sluice::phases::layout::known {

extern const definition flyway;
extern const definition golang_migrate;
extern const definition goose;
extern const definition dbmate;
extern const definition diesel;
extern const definition prisma;
extern const definition drizzle;
extern const definition sqlx;
extern const definition tern;
extern const definition liquibase;
extern const definition node_pg_migrate;
extern const definition graphile_migrate;
extern const definition sql_migrate;
extern const definition atlas;
extern const definition sqitch;
extern const definition up_down;
extern const definition manifest_folders;
extern const definition version_folders;
extern const definition plain;

}  // namespace sluice::phases::layout::known
