-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));
-- change:
ALTER TABLE users ALTER COLUMN name TYPE varchar(40);
