-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));
-- change:
ALTER TABLE users MODIFY name varchar(100);
