-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), UNIQUE KEY users_email (email));
-- change:
DROP INDEX users_email ON users;
CREATE UNIQUE INDEX users_email_key ON users (email);
