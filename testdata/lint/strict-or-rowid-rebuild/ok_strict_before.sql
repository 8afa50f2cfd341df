-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER) STRICT;
-- change:
CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER, mail TEXT) STRICT;
INSERT INTO users_new (id, age) SELECT id, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
