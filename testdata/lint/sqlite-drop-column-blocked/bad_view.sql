-- fixture: dialect=sqlite phase=contract
-- refused: error in view emails after drop column
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
CREATE VIEW emails AS SELECT email FROM users;
-- change:
ALTER TABLE users DROP COLUMN email;
