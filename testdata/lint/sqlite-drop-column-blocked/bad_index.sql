-- fixture: dialect=sqlite phase=contract
-- refused: error in index users_email after drop column
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
CREATE INDEX users_email ON users (email);
-- change:
ALTER TABLE users DROP COLUMN email;
