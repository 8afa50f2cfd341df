-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE MATERIALIZED VIEW emails AS SELECT id, email FROM users;
-- change:
CREATE UNIQUE INDEX emails_id ON emails (id);
