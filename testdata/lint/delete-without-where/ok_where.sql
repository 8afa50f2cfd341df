-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
DELETE FROM users WHERE name = 'x';
