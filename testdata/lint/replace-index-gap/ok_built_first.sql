-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX by_email ON users (email);
-- change:
CREATE INDEX CONCURRENTLY by_email_id ON users (email, id);
DROP INDEX CONCURRENTLY by_email;
