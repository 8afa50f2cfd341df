-- fixture: dialect=sqlite phase=expand
-- accepted
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
-- change:
ALTER TABLE users ADD COLUMN email TEXT;
CREATE UNIQUE INDEX users_email ON users (email);
