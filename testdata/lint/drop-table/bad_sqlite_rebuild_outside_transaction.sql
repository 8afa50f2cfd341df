-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
PRAGMA foreign_keys = OFF;
CREATE TABLE users_new (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
INSERT INTO users_new SELECT id, full_name, nick FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
