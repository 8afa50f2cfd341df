-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:backfill name=nick
-- sluice:allow backfill-before-sync reason="the default of nick is written by every release"
UPDATE users SET nick = 'none' WHERE nick IS NULL;
