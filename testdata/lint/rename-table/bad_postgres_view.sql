-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text);
CREATE VIEW names AS SELECT full_name FROM users;
CREATE MATERIALIZED VIEW ids AS SELECT id FROM users;
-- change:
ALTER VIEW names RENAME TO full_names;
ALTER MATERIALIZED VIEW ids RENAME TO user_ids;
