-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE UNIQUE INDEX users_nick ON users (nick);
CREATE INDEX users_name ON users (full_name);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total numeric(10,2) DEFAULT 0, state text CHECK (state <> ''));
-- change:
ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,2);
ALTER TABLE orders ALTER COLUMN total DROP DEFAULT;
ALTER TABLE orders ALTER COLUMN total SET DEFAULT 1, ALTER COLUMN total SET DEFAULT 2;
ALTER TABLE users ALTER COLUMN full_name DROP NOT NULL;
