-- fixture: dialect=mysql phase=migrate
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
UPDATE users SET name = 'a', name = 'b' WHERE id = 1;
