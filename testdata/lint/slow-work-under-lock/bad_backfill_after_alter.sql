-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
ALTER TABLE users ADD COLUMN nick text;
UPDATE users SET nick = name;
