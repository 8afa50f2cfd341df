-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
ALTER TABLE users ADD COLUMN secret int INVISIBLE;
ALTER TABLE users ALTER COLUMN secret SET VISIBLE;
