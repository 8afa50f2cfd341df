-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
UPDATE users SET nick = 'none' WHERE nick IS NULL;
DELETE FROM users;
