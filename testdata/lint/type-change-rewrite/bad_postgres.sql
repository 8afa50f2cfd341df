-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- change:
ALTER TABLE users ALTER COLUMN age TYPE bigint;
