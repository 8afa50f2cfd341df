-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
CREATE TABLE IF NOT EXISTS users (id bigint);
ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;
