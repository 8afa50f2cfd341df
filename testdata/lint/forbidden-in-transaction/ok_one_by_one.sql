-- fixture: dialect=postgres phase=expand sent=one_by_one
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
CREATE INDEX CONCURRENTLY users_email ON users (email);
