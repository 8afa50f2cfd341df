-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
VACUUM;
ALTER TABLE users ADD COLUMN nick text;
