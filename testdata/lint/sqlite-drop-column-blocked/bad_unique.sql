-- fixture: dialect=sqlite phase=contract
-- refused: cannot drop UNIQUE column
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
-- change:
ALTER TABLE users DROP COLUMN email;
