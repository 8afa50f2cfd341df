-- fixture: dialect=mysql phase=expand server=8.0.29
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- change:
ALTER TABLE users ADD COLUMN nick varchar(50);
