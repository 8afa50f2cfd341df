-- fixture: dialect=sqlite phase=expand
-- change:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER) STRICT;
CREATE TABLE pairs (a TEXT, b TEXT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
