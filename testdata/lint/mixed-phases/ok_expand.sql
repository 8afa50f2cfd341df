-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
CREATE TABLE old_users (id bigint PRIMARY KEY, name text, nick text);
-- change:
ALTER TABLE users ADD COLUMN handle text;
