-- fixture: dialect=mysql phase=contract server=8.0.31
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- change:
ALTER TABLE users DROP COLUMN age;
