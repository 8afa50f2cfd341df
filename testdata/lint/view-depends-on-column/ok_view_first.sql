-- fixture: dialect=postgres phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
CREATE VIEW ages AS SELECT age FROM users;
-- change:
DROP VIEW ages;
ALTER TABLE users ALTER COLUMN age TYPE bigint;
CREATE VIEW ages AS SELECT age FROM users;
