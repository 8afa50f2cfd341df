-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);
CREATE VIEW addresses AS SELECT id, email FROM users;
-- change:
DROP VIEW addresses;
CREATE VIEW addresses AS SELECT id, email FROM users WHERE email IS NOT NULL;
