-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40) NOT NULL, age int, mail text);
-- change:
ALTER TABLE users ALTER COLUMN name TYPE varchar(20), ALTER COLUMN age TYPE smallint;
