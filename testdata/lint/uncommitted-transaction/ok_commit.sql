-- fixture: dialect=postgres phase=expand sent=one_by_one
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
BEGIN;
ALTER TABLE users ADD COLUMN nick text;
COMMIT;
