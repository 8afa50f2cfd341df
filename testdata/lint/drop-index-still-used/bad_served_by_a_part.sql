-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);
CREATE INDEX users_email ON users (email);
CREATE INDEX users_nick_email ON users (nick, email);
CREATE INDEX users_some ON users (email, nick) WHERE nick IS NOT NULL;
-- change:
DROP INDEX CONCURRENTLY users_email;
