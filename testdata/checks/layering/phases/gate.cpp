#include <chrono>
#include <fstream>

#include "dialects/catalog.hpp"
#include "lint/rule.hpp"

auto now() { return std::chrono::system_clock::now(); }  // steady_clock in a comment is none
auto home() { return std::getenv("HOME"); }
