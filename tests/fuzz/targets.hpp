#pragma once

#include "dialects/engine.hpp"

#include <string_view>

/// What the fuzzers run, and the unit tests with every file of testdata. A property that does not
/// hold throws std::logic_error; whatever the bytes are, nothing else may leave these functions.
namespace sluice::test {

/// Lexer, splitter, grammars, lowering, programs, fold and diff.
void fuzz_sql(std::string_view bytes, dialect d);
/// The bytes as a comment.
void fuzz_directive(std::string_view bytes);
/// The bytes as a trigger's program.
void fuzz_trigger(std::string_view bytes, dialect d);

}  // namespace sluice::test
