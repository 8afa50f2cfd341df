-- fixture: dialect=sqlite phase=contract
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER);
-- change:
CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER) STRICT;
INSERT INTO users_new SELECT id, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
