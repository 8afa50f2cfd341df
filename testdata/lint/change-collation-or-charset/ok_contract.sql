-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40) NOT NULL, age int, state enum('new','old'), price decimal(10,2));
-- change:
ALTER TABLE users CONVERT TO CHARACTER SET latin1;
