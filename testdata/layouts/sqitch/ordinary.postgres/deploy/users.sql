ALTER TABLE users ADD COLUMN nick text;
BEGIN;
ALTER TABLE users ADD COLUMN age integer;
COMMIT;
ALTER TABLE users ADD COLUMN email text;
