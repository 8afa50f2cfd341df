#include <sqlite3.h>
#include <iostream>
