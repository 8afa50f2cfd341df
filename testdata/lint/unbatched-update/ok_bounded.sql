-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE UNIQUE INDEX one_nick ON users (nick);
-- change:
UPDATE users SET nick = 'none' WHERE id IN (1, 2, 3) AND nick IS NULL;
UPDATE users SET full_name = 'x' WHERE nick = 'root';
DELETE FROM users WHERE id BETWEEN 1 AND 100;
