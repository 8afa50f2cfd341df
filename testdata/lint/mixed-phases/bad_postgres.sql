-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id bigint PRIMARY KEY, name text, nick text);
-- change:
ALTER TABLE users DROP COLUMN nick, ADD COLUMN handle text;
