#pragma once

#include <string>
#include <vector>

/// The migration files of a project as its history might hold them, in order: what "ordinary DDL"
/// means wherever the benchmarks say so. Every file is a few statements of PostgreSQL, about 360
/// bytes: of ten files, three create a table with eight to ten columns, keys, references, checks
/// and an index; four add, alter, rename or drop columns of earlier ones; one makes and one drops
/// an index; one changes rows. Each table is created once, and each statement would work.
namespace bench {

[[nodiscard]] std::vector<std::string> ordinary_ddl(std::size_t files);

}  // namespace bench
