-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int, KEY by_age (age));
-- change:
DROP INDEX by_age ON users;
