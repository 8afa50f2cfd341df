-- fixture: dialect=mysql phase=expand server=8.0.30
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- change:
ALTER TABLE users ADD INDEX by_age (age);
