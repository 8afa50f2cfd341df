-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- expand:
ALTER TABLE users ADD COLUMN display_name text;
-- change:
-- sluice:allow backfill-before-sync reason="web writes both since release 41"
-- sluice:backfill name=display_name
UPDATE users SET display_name = full_name WHERE display_name IS DISTINCT FROM full_name;
