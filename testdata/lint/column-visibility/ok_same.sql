-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, secret int, hidden int INVISIBLE);
-- change:
ALTER TABLE users ALTER COLUMN hidden SET INVISIBLE;
