-- fixture: dialect=postgres phase=contract
-- refused: cannot drop column age of table users because other objects depend on it
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age integer);
CREATE VIEW ages AS SELECT id FROM users WHERE age > 3;
-- change:
ALTER TABLE users DROP COLUMN age;
