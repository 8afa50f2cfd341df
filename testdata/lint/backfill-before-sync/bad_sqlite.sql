-- fixture: dialect=sqlite phase=migrate
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
-- expand:
ALTER TABLE users ADD COLUMN display_name text;
-- change:
-- sluice:backfill name=display_name
UPDATE users SET display_name = full_name WHERE display_name IS NOT full_name;
