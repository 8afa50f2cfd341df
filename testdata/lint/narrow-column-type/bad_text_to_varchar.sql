-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
ALTER TABLE users ALTER COLUMN email TYPE varchar(80);
