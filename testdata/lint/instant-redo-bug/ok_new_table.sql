-- fixture: dialect=mysql phase=expand server=8.0.30
CREATE TABLE users (id bigint PRIMARY KEY, age int);
ALTER TABLE users ADD COLUMN nick varchar(50);
