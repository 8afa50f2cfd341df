-- fixture: dialect=postgres phase=expand
-- change:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
