-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
ALTER TABLE users ADD COLUMN email text, DROP COLUMN nick;
CREATE INDEX users_name ON users (full_name);
DROP TABLE users;
