#include <sqlite3.h>

#include "facts.hpp"
