-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE VIEW names AS SELECT id, full_name FROM users;
-- change:
CREATE OR REPLACE VIEW names AS SELECT id, full_name, nick FROM users;
