-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
ALTER TABLE users ADD COLUMN a text NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN b text;
