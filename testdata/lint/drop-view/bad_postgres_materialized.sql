-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE MATERIALIZED VIEW names AS SELECT id FROM users;
-- change:
DROP MATERIALIZED VIEW names;
