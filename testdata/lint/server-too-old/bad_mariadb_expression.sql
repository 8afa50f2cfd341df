-- fixture: dialect=mariadb phase=expand
-- refused: You have an error in your SQL syntax
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
-- change:
CREATE INDEX users_lower ON users ((lower(name)));
