#pragma once

#include "dialects/sql/token.hpp"

namespace sluice::sqlite {

/// Names in "", [] and ``, blobs x'', parameters ?1 :a @a $a.
void lex(std::string_view bytes, sql::token_stream& tokens);

}  // namespace sluice::sqlite
