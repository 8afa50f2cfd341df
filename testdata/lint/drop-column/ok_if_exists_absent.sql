-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
ALTER TABLE users DROP COLUMN IF EXISTS never_there;
ALTER TABLE IF EXISTS never_there DROP COLUMN nick;
