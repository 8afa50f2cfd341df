-- fixture: dialect=postgres phase=verify
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:expect empty
SELECT id FROM users WHERE nick IS NULL;
-- sluice:expect true
WITH n AS (SELECT count(*) AS c FROM users) SELECT c >= 0 FROM n;
-- sluice:expect value=0
SELECT count(*) FROM users WHERE full_name = '';
