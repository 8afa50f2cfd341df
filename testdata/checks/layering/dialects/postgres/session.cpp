#include <pqxx/pqxx>

#include "dialects/session.hpp"
