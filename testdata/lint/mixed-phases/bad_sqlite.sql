-- fixture: dialect=sqlite phase=contract
-- before:
CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id integer PRIMARY KEY, name text, nick text);
-- change:
ALTER TABLE users ADD COLUMN handle text;
