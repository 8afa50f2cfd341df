#include "migrator/ledger_schema.hpp"

#include <fmt/format.h>

#include <array>

namespace sluice::migrator {

namespace {

struct table_text {
  std::string_view name;
  std::string_view body;  ///< with {key}, {text}, {big}, {id} for the dialect's types
};

constexpr std::array<table_text, 10> tables{{
    {"meta",
     "name {key} NOT NULL PRIMARY KEY,\n"
     "content {text} NOT NULL"},
    {"runner",
     "name {key} NOT NULL PRIMARY KEY,\n"
     "holder {text} NOT NULL,\n"
     "fence {big} NOT NULL,\n"
     "taken_at {text} NOT NULL"},
    {"steps",
     "change_id {key} NOT NULL,\n"
     "phase {key} NOT NULL,\n"
     "state {text} NOT NULL,\n"
     "checksum {text} NOT NULL,\n"
     "transactional {big} NOT NULL,\n"
     "statements_done {big} NOT NULL,\n"
     "statements_total {big} NOT NULL,\n"
     "started_at {text} NOT NULL,\n"
     "finished_at {text} NOT NULL,\n"
     "actor {text} NOT NULL,\n"
     "tool_version {text} NOT NULL,\n"
     "error {text} NOT NULL,\n"
     "PRIMARY KEY (change_id, phase)"},
    {"journal",
     "change_id {key} NOT NULL,\n"
     "phase {key} NOT NULL,\n"
     "ordinal {big} NOT NULL,\n"
     "statement_hash {text} NOT NULL,\n"
     "state {text} NOT NULL,\n"
     "connection_id {text} NOT NULL,\n"
     "written_at {text} NOT NULL,\n"
     "evidence {text} NOT NULL,\n"
     "PRIMARY KEY (change_id, phase, ordinal)"},
    {"backfills",
     "change_id {key} NOT NULL,\n"
     "job {key} NOT NULL,\n"
     "state {text} NOT NULL,\n"
     "statement_hash {text} NOT NULL,\n"
     "cursor_key {text} NOT NULL,\n"
     "rows_changed {big} NOT NULL,\n"
     "rows_seen {big} NOT NULL,\n"
     "rows_estimated {big} NOT NULL,\n"
     "batches {big} NOT NULL,\n"
     "batch_rows {big} NOT NULL,\n"
     "lease_owner {text} NOT NULL,\n"
     "lease_fence {big} NOT NULL,\n"
     "started_at {text} NOT NULL,\n"
     "updated_at {text} NOT NULL,\n"
     "finished_at {text} NOT NULL,\n"
     "error {text} NOT NULL,\n"
     "PRIMARY KEY (change_id, job)"},
    {"releases",
     "service {key} NOT NULL,\n"
     "version {key} NOT NULL,\n"
     "state {text} NOT NULL,\n"
     "requirements {text} NOT NULL,\n"
     "recorded_at {text} NOT NULL,\n"
     "live_at {text} NOT NULL,\n"
     "standby_at {text} NOT NULL,\n"
     "retired_at {text} NOT NULL,\n"
     "PRIMARY KEY (service, version)"},
    {"requirements",
     "hash {key} NOT NULL,\n"
     "ordinal {big} NOT NULL,\n"
     "place {text} NOT NULL,\n"
     "statement {text} NOT NULL,\n"
     "proved {big} NOT NULL,\n"
     "exact {big} NOT NULL,\n"
     "footprint {text} NOT NULL,\n"
     "shape {text} NOT NULL,\n"
     "insert_columns {text} NOT NULL,\n"
     "proved_at {text} NOT NULL,\n"
     "schema_hash {text} NOT NULL,\n"
     "PRIMARY KEY (hash, ordinal)"},
    {"schemas",
     "hash {key} NOT NULL PRIMARY KEY,\n"
     "definitions {text} NOT NULL"},
    {"verdicts",
     "service {key} NOT NULL,\n"
     "version {key} NOT NULL,\n"
     "schema_fingerprint {text} NOT NULL,\n"
     "verdict {text} NOT NULL,\n"
     "closes_at {text} NOT NULL,\n"
     "closed_by {text} NOT NULL,\n"
     "reasons {text} NOT NULL,\n"
     "document {text} NOT NULL,\n"
     "evaluated_at {text} NOT NULL,\n"
     "tool_version {text} NOT NULL,\n"
     "PRIMARY KEY (service, version)"},
    {"events",
     "id {id},\n"
     "at {text} NOT NULL,\n"
     "actor {text} NOT NULL,\n"
     "tool_version {text} NOT NULL,\n"
     "kind {text} NOT NULL,\n"
     "subject {text} NOT NULL,\n"
     "detail {text} NOT NULL"},
}};

}  // namespace

std::string ledger_table(dialect d, std::string_view name) {
  return fmt::format("{}{}", d == dialect::postgres ? "sluice." : "sluice_", name);
}

std::vector<std::string> ledger_schema(dialect d) {
  std::string_view key = "text", text = "text", big = "bigint", tail;
  std::string_view id = "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY";
  if (d == dialect::mysql) {
    // utf8mb4_bin: names are compared byte by byte in every engine.
    key = "varchar(190)";
    text = "longtext";
    id = "bigint NOT NULL AUTO_INCREMENT PRIMARY KEY";
    tail = " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
  } else if (d == dialect::sqlite) {
    big = "integer";
    id = "integer PRIMARY KEY";
  }
  std::vector<std::string> out;
  if (d == dialect::postgres) out.emplace_back("CREATE SCHEMA IF NOT EXISTS sluice");
  for (const table_text& t : tables) {
    out.push_back(
        fmt::format("CREATE TABLE IF NOT EXISTS {} (\n{}\n){}", ledger_table(d, t.name),
                    fmt::format(fmt::runtime(t.body), fmt::arg("key", key), fmt::arg("text", text),
                                fmt::arg("big", big), fmt::arg("id", id)),
                    tail));
  }
  return out;
}

}  // namespace sluice::migrator
