-- fixture: dialect=postgres phase=contract
-- refused: cannot alter type of a column used by a view or rule
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
CREATE VIEW ages AS SELECT age FROM users;
-- change:
ALTER TABLE users ALTER COLUMN age TYPE bigint;
