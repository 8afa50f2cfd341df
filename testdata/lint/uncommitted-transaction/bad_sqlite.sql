-- fixture: dialect=sqlite phase=expand sent=one_by_one
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
-- change:
BEGIN;
ALTER TABLE users ADD COLUMN nick TEXT;
COMMIT;
BEGIN IMMEDIATE;
ALTER TABLE users ADD COLUMN bio TEXT;
