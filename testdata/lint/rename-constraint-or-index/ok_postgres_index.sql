-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX by_email ON users (email);
-- change:
ALTER INDEX by_email RENAME TO users_email;
