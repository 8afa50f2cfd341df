-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40) NOT NULL, age int, mail text);
-- change:
ALTER TABLE users ADD COLUMN a bigint;
ALTER TABLE users ALTER COLUMN a TYPE int;
