-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE old_users (id bigint PRIMARY KEY, name text);
-- queries:
SELECT * FROM users UNION ALL SELECT * FROM old_users;
INSERT INTO old_users SELECT * FROM users WHERE id = $1;
-- change:
ALTER TABLE users ADD COLUMN nick text;
