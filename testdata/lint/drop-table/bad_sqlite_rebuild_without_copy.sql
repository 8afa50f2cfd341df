-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
CREATE TABLE users_new (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
