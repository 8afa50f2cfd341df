#include <pqxx/pqxx>
#include <tao/pegtl.hpp>
// #include <sqlite3.h> in a comment is no offence
