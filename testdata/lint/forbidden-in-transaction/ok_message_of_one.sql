-- fixture: dialect=postgres phase=expand sent=as_one_message
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
CREATE INDEX CONCURRENTLY users_email ON users (email);
