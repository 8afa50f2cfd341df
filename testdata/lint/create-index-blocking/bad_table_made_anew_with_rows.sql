-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), about text);
-- change:
RENAME TABLE users TO users_old;
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), about text);
INSERT INTO users SELECT id, email, about FROM users_old;
CREATE FULLTEXT INDEX users_about ON users (about);
