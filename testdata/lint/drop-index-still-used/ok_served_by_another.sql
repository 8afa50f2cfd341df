-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);
CREATE INDEX users_email ON users (email);
CREATE INDEX users_email_nick ON users (email, nick);
-- change:
DROP INDEX CONCURRENTLY users_email;
