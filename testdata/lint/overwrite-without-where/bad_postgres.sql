-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text, nick text);
-- change:
UPDATE users SET name = 'nobody', nick = upper(nick);
