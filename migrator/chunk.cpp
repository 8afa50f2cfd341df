#include "migrator/chunk.hpp"

#include "dialects/text/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sluice::migrator {

namespace {

using phases::step;
using phases::step_statement;

std::string sql_name(const sql::object_name& n, dialect d) {
  const std::string object = quote_name(d, n.object.text);
  return n.schema ? quote_name(d, n.schema->text) + "." + object : object;
}

std::string model_name(const sql::object_name& n, dialect d) {
  const std::string_view usual = d == dialect::postgres ? "public" : "main";
  if (!n.schema || n.schema->text == usual) return n.object.text;
  return n.schema->text + "." + n.object.text;
}

[[noreturn]] void refuse(const step& s, const step_statement& statement, const std::string& why) {
  throw text::input_error(
      {s.file->name(), s.file->position_of(statement.parsed.where.begin)},
      fmt::format("backfill '{}' cannot be cut into batches: {}", statement.backfill->name, why),
      "write it as one UPDATE, DELETE or INSERT ... SELECT over one table, without LIMIT, ORDER "
      "BY, "
      "GROUP BY or DISTINCT");
}

void take_table(job_plan& job, const sql::table_reference& t, dialect d) {
  job.table = model_name(t.table, d);
  job.table_sql = sql_name(t.table, d);
  job.row = t.alias ? quote_name(d, t.alias->text) : quote_name(d, t.table.object.text);
}

void take_condition(job_plan& job, const step& s, const step_statement& statement,
                    const sql::condition_place& place) {
  const std::uint32_t base = statement.parsed.where.begin;
  if (place.where) {
    job.where = text::span{place.where->begin - base, place.where->end - base};
    job.condition_sql = std::string(s.file->slice(*place.where));
  }
  job.insert_at = place.insert_at >= base ? place.insert_at - base : 0;
}

std::string literal(const key_column& column, const std::string& content, dialect d) {
  switch (column.type) {
    case key_type::integer:
      return content;
    case key_type::binary:
      // The catalogue's text of a binary value is hexadecimal, except in PostgreSQL, whose own text
      // form of bytea is a literal already.
      if (d != dialect::postgres) return fmt::format("x'{}'", content);
      break;
    case key_type::text:
    case key_type::other:
      break;
  }
  return quote_literal(d, content);
}

/// (a, b) > (x, y) as: a > x OR (a = x AND b > y). The leading a >= x lets an index find the start.
std::string beyond(const std::vector<key_column>& key, const std::string& row,
                   const key_values& bound, bool after, bool inclusive, dialect d) {
  const std::string_view strict = after ? ">" : "<";
  const auto column = [&](std::size_t i) {
    return fmt::format("{}.{}", row, quote_name(d, key[i].name));
  };
  if (key.size() == 1)
    return fmt::format("{} {}{} {}", column(0), strict, inclusive ? "=" : "",
                       literal(key[0], bound[0], d));
  std::string alternatives;
  for (std::size_t i = 0; i < key.size(); ++i) {
    std::string one;
    for (std::size_t k = 0; k < i; ++k)
      one += fmt::format("{} = {} AND ", column(k), literal(key[k], bound[k], d));
    const bool last = i + 1 == key.size();
    one += fmt::format("{} {}{} {}", column(i), strict, last && inclusive ? "=" : "",
                       literal(key[i], bound[i], d));
    alternatives += fmt::format("{}({})", alternatives.empty() ? "" : " OR ", one);
  }
  return fmt::format("({} {}= {} AND ({}))", column(0), strict, literal(key[0], bound[0], d),
                     alternatives);
}

std::string key_list(const std::vector<key_column>& key, const std::string& row, dialect d,
                     bool as_text) {
  std::string out;
  for (const key_column& k : key) {
    std::string column = quote_name(d, k.name);
    if (!row.empty()) column = row + "." + column;
    if (as_text && k.type == key_type::binary && d != dialect::postgres)
      column = fmt::format("hex({})", column);
    out += (out.empty() ? "" : ", ") + column;
  }
  return out;
}

std::string differs(const std::string& a, const std::string& b, dialect d) {
  switch (d) {
    case dialect::postgres:
      return fmt::format("{} IS DISTINCT FROM ({})", a, b);
    case dialect::mysql:
      return fmt::format("NOT ({} <=> ({}))", a, b);
    case dialect::sqlite:
      break;
  }
  return fmt::format("{} IS NOT ({})", a, b);
}

}  // namespace

job_plan plan_job(const phases::change& c, const step& s, const step_statement& statement,
                  dialect d) {
  job_plan job;
  job.change = c.id;
  job.name = statement.backfill->name;
  job.statement = std::string(s.text_of(statement));
  job.batch_rows = statement.backfill->batch_rows;
  job.batch_target = statement.backfill->batch_target;
  job.place =
      fmt::format("{}:{}", s.file->name(), s.file->position_of(statement.parsed.where.begin).line);
  for (const std::string& k : statement.backfill->key) job.key.push_back({k, key_type::other});

  if (const auto* update = std::get_if<sql::update>(&statement.parsed.what)) {
    if (!update->not_splittable.empty()) refuse(s, statement, update->not_splittable);
    job.is_update = true;
    take_table(job, update->target, d);
    take_condition(job, s, statement, update->condition);
    if (update->from) job.from_sql = std::string(s.file->slice(*update->from));
    for (const sql::assignment& a : update->assignments) {
      const std::string value_sql(s.file->slice(a.value));
      job.assignments.push_back({a.column.text, value_sql, sql::names_mentioned(value_sql, d)});
    }
  } else if (const auto* remove = std::get_if<sql::delete_rows>(&statement.parsed.what)) {
    if (!remove->not_splittable.empty()) refuse(s, statement, remove->not_splittable);
    job.is_delete = true;
    take_table(job, remove->target, d);
    take_condition(job, s, statement, remove->condition);
  } else if (const auto* insert = std::get_if<sql::insert>(&statement.parsed.what)) {
    if (!insert->query) refuse(s, statement, "an INSERT needs a SELECT to be cut");
    if (!insert->query->not_splittable.empty()) refuse(s, statement, insert->query->not_splittable);
    if (insert->query->tables.empty()) refuse(s, statement, "its SELECT names no table");
    take_table(job, insert->query->tables.front(), d);
    take_condition(job, s, statement, insert->query->condition);
  } else {
    refuse(s, statement,
           fmt::format("{} is no UPDATE, DELETE or INSERT ... SELECT that Sluice understands",
                       statement.parsed.head));
  }
  return job;
}

std::string key_range(const std::vector<key_column>& key, const std::string& row,
                      const std::optional<key_values>& low, const std::optional<key_values>& high,
                      dialect d) {
  std::string out;
  if (low) out = beyond(key, row, *low, true, false, d);
  if (high) {
    if (!out.empty()) out += " AND ";
    out += beyond(key, row, *high, false, true, d);
  }
  return out;
}

std::string next_key_query(const job_plan& job, const std::optional<key_values>& low,
                           std::uint64_t rows, dialect d) {
  const std::string alias = quote_name(d, "sluice_row");
  const std::string range = key_range(job.key, alias, low, std::nullopt, d);
  return fmt::format("SELECT {} FROM {} AS {}{} ORDER BY {} LIMIT 1 OFFSET {}",
                     key_list(job.key, alias, d, true), job.table_sql, alias,
                     range.empty() ? "" : " WHERE " + range, key_list(job.key, alias, d, false),
                     rows - 1);
}

std::string batch_statement(const job_plan& job, const std::optional<key_values>& low,
                            const std::optional<key_values>& high, dialect d) {
  const std::string range = key_range(job.key, job.row, low, high, d);
  if (range.empty()) return job.statement;
  std::string out = job.statement;
  if (job.where) {
    out.insert(job.where->end, fmt::format("\n) AND {}", range));
    out.insert(job.where->begin, "(");
  } else {
    out.insert(job.insert_at, fmt::format(" WHERE {} ", range));
  }
  return out;
}

std::optional<std::string> leftover_query(const job_plan& job, bool keys, std::size_t limit,
                                          dialect d) {
  std::string condition = job.condition_sql.empty() ? "" : fmt::format("({}\n)", job.condition_sql);
  if (job.is_update) {
    std::string changed;
    for (const auto& a : job.assignments) {
      changed += changed.empty() ? "" : " OR ";
      changed += differs(fmt::format("{}.{}", job.row, quote_name(d, a.column)), a.value_sql, d);
    }
    condition += fmt::format("{}({})", condition.empty() ? "" : " AND ", changed);
  } else if (!job.is_delete) {
    return std::nullopt;
  }
  const std::string bare = job.table_sql.substr(job.table_sql.rfind('.') + 1);
  std::string out =
      fmt::format("SELECT {} FROM {}{}{}", keys ? key_list(job.key, job.row, d, true) : "count(*)",
                  job.table_sql, job.row == bare ? "" : " AS " + job.row,
                  job.from_sql.empty() ? "" : ", " + job.from_sql);
  if (!condition.empty()) out += fmt::format(" WHERE {}", condition);
  if (keys)
    out += fmt::format(" ORDER BY {} LIMIT {}", key_list(job.key, job.row, d, false), limit);
  return out;
}

std::uint64_t next_batch_rows(std::uint64_t rows, std::chrono::milliseconds took,
                              std::chrono::milliseconds target) {
  const double spent = std::max<double>(1.0, static_cast<double>(took.count()));
  const double factor = std::min(1.5, static_cast<double>(target.count()) / spent);
  const double exact = static_cast<double>(rows) * factor;
  const auto wanted = static_cast<std::uint64_t>(factor > 1.0 ? std::ceil(exact) : exact);
  // A batch that was set small by hand stays as small as it was set.
  const std::uint64_t floor = std::min(rows, smallest_batch_rows);
  return std::clamp(wanted, floor, largest_batch_rows);
}

}  // namespace sluice::migrator
