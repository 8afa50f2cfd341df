-- fixture: dialect=sqlite phase=verify
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:expect empty
PRAGMA user_version = 5;
