-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);
CREATE INDEX users_email ON users (email);
-- change:
DROP INDEX users_email;
CREATE INDEX users_email_nick ON users (email, nick);
