-- +goose NO TRANSACTION
-- +goose up
CREATE INDEX CONCURRENTLY users_email ON users (email);
CREATE TABLE notes (id bigint PRIMARY KEY);
