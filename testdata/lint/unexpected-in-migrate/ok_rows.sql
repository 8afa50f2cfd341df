-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
SET lock_timeout = '1s';
INSERT INTO users VALUES (1, 'a', 'b');
UPDATE users SET nick = 'c' WHERE id = 1;
DELETE FROM users WHERE id = 1;
