-- fixture: dialect=sqlite phase=contract
-- refused: cannot drop PRIMARY KEY column
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
-- change:
ALTER TABLE users DROP COLUMN id;
