-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- expand:
ALTER TABLE users ADD COLUMN nick text;
-- change:
UPDATE users SET nick = name;
