-- fixture: dialect=postgres phase=migrate
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
-- change:
UPDATE users SET name = 'a', nick = 'b' WHERE id = 1;
INSERT INTO users (id, name) VALUES (1, 'a');
