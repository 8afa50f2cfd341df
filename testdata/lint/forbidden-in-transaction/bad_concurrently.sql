-- fixture: dialect=postgres phase=expand sent=in_transaction
-- refused: CREATE INDEX CONCURRENTLY cannot run inside a transaction block
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
CREATE INDEX CONCURRENTLY users_email ON users (email);
