-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
-- sluice:no-transaction
ALTER TABLE users ADD COLUMN nick text;
CREATE INDEX CONCURRENTLY users_email ON users (email);
