-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE TABLE notes (id bigint);
-- change:
DROP TABLE users, "notes" CASCADE;
