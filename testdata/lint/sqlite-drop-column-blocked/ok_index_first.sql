-- fixture: dialect=sqlite phase=contract
-- accepted
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
CREATE INDEX users_email ON users (email);
CREATE VIEW ids AS SELECT id FROM users;
-- change:
DROP INDEX users_email;
ALTER TABLE users DROP COLUMN email;
