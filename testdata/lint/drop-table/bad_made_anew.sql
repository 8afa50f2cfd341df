-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE sessions (id bigint PRIMARY KEY, token text NOT NULL, made timestamptz);
CREATE UNIQUE INDEX sessions_token ON sessions (token);
-- change:
DROP TABLE sessions;
CREATE TABLE sessions (id bigint PRIMARY KEY, token text NOT NULL, seen timestamptz);
CREATE UNIQUE INDEX sessions_token ON sessions (token);
CREATE INDEX sessions_seen ON sessions (seen);
