-- fixture: dialect=mariadb phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, secret int);
-- change:
ALTER TABLE users MODIFY secret int INVISIBLE;
