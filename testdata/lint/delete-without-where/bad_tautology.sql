-- fixture: dialect=mysql phase=migrate
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
DELETE FROM users WHERE (1 = 1);
