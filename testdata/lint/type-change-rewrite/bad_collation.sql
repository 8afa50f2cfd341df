-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE INDEX users_name ON users (name);
-- change:
ALTER TABLE users ALTER COLUMN name TYPE text COLLATE "C";
