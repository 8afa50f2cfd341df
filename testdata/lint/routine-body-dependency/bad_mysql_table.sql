-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(80), nick varchar(80));
CREATE PROCEDURE wipe() DELETE FROM users;
-- change:
RENAME TABLE users TO people;
