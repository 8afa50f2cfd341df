#include "dialects/sql/lexer.hpp"

#include <tao/pegtl.hpp>

#include "dialects/session.hpp"
#include "phases/phase.hpp"
