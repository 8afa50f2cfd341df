-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, nick text);
CREATE VIEW all_users AS SELECT * FROM users;
-- queries:
SELECT id, nick FROM users;
SELECT * FROM all_users;
SELECT count(*) FROM users;
-- change:
ALTER TABLE users ADD COLUMN name text;
