ALTER TABLE users ADD COLUMN IF NOT EXISTS nick text;
--! include functions/f.sql
ALTER TABLE users ADD COLUMN IF NOT EXISTS age integer;
