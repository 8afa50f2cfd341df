-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20) CONSTRAINT named CHECK (name <> ''));
-- change:
ALTER TABLE users ALTER COLUMN name TYPE varchar(40);
