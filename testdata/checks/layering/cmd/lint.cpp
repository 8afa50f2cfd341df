#include <CLI/CLI.hpp>
#include <toml++/toml.h>

#include "migrator/run.hpp"
