CREATE TABLE notes (id bigint PRIMARY KEY);
BEGIN;
ALTER TABLE users ADD COLUMN nick text;
COMMIT;
-- sluice:allow drop-column reason="nobody reads it"
ALTER TABLE users DROP COLUMN email;
