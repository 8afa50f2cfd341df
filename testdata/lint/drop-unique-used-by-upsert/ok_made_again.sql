-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);
CREATE UNIQUE INDEX users_email ON users (email);
-- change:
DROP INDEX users_email;
CREATE UNIQUE INDEX users_email_key ON users (email);
