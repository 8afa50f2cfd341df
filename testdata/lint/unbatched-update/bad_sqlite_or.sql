-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
UPDATE users SET nick = 'none' WHERE id = 1 OR nick IS NULL;
