-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- change:
CREATE INDEX by_age ON users (age);
