-- fixture: dialect=postgres phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- expand:
CREATE TABLE nicks (user_id bigint PRIMARY KEY, nick text NOT NULL);
-- change:
-- sluice:backfill name=nicks
INSERT INTO nicks (user_id, nick) SELECT id, nick FROM users WHERE nick IS NOT NULL ON CONFLICT DO NOTHING;
