-- fixture: dialect=postgres phase=expand
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
CREATE TABLE IF NOT EXISTS users (id bigint PRIMARY KEY);
ALTER TABLE users ADD COLUMN IF NOT EXISTS name text;
