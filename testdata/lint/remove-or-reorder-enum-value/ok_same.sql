-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(40) NOT NULL, age int, state enum('new','old'), price decimal(10,2));
-- change:
ALTER TABLE users MODIFY state enum('new','old');
