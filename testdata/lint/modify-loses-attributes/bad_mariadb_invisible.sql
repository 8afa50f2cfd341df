-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, secret int INVISIBLE);
-- change:
ALTER TABLE users MODIFY secret bigint;
