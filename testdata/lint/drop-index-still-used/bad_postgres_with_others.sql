-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE UNIQUE INDEX users_nick ON users (nick);
CREATE INDEX users_name ON users (full_name);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total numeric(10,2) DEFAULT 0, state text CHECK (state <> ''));
-- change:
DROP INDEX CONCURRENTLY users_nick;
DROP INDEX IF EXISTS users_name;
