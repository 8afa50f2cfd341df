#include <regex>

#include "dialects/shadow.hpp"
#include "migrator/ledger.hpp"
#include "phases/phase.hpp"
