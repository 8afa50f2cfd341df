-- fixture: dialect=sqlite phase=contract
-- before:
CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id integer PRIMARY KEY, name text, nick text);
-- change:
CREATE TABLE users_new (id integer PRIMARY KEY, name text);
ALTER TABLE users_new ADD COLUMN handle text;
