-- fixture: dialect=sqlite phase=expand sent=one_by_one
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, space INTEGER, UNIQUE (email, space));
-- change:
CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT, space INTEGER);
INSERT INTO users_new SELECT id, email, space FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE UNIQUE INDEX users_email_space ON users (email, space);
