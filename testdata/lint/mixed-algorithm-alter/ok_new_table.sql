-- fixture: dialect=mysql phase=expand
CREATE TABLE users (id bigint PRIMARY KEY, age int);
ALTER TABLE users ADD COLUMN nick varchar(50), ADD INDEX by_age (age);
