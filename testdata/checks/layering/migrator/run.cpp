#include <mysql_driver.h>

#  include "cmd/options.hpp"
#include "lint/run.hpp"
