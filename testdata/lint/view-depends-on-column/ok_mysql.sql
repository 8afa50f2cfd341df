-- fixture: dialect=mysql phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
CREATE VIEW ages AS SELECT age FROM users;
-- change:
ALTER TABLE users DROP COLUMN age;
