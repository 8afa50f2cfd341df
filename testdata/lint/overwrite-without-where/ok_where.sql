-- fixture: dialect=sqlite phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
UPDATE users SET name = 'nobody' WHERE name IS NULL;
