-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email ON users (lower(email));
-- change:
DROP INDEX users_email;
CREATE UNIQUE INDEX users_email ON users (upper(email));
