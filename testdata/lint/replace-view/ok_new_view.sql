-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
CREATE OR REPLACE VIEW names AS SELECT id FROM users;
CREATE OR REPLACE VIEW names AS SELECT id, nick FROM users;
