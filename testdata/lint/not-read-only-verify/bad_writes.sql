-- fixture: dialect=postgres phase=verify
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:expect empty
DELETE FROM users WHERE nick IS NULL;
-- sluice:expect empty
ALTER TABLE users DROP COLUMN nick;
-- sluice:expect true
CALL check_all();
