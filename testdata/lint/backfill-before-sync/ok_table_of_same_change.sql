-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE other (id bigint);
-- expand:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text, display_name text);
-- change:
-- sluice:backfill name=display_name
UPDATE users SET display_name = full_name WHERE display_name IS DISTINCT FROM full_name;
