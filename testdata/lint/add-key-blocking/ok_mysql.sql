-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, age int);
-- change:
ALTER TABLE users ADD UNIQUE KEY one_age (age);
