-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE VIEW names AS SELECT id, full_name FROM users;
-- change:
DROP VIEW names;
CREATE VIEW names AS SELECT id FROM users;
