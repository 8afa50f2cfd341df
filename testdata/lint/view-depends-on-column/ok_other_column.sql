-- fixture: dialect=postgres phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age integer, name text);
CREATE VIEW ages AS SELECT age FROM users;
-- change:
ALTER TABLE users DROP COLUMN name;
