-- fixture: dialect=sqlite phase=expand
-- refused: Cannot add a UNIQUE column
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
-- change:
ALTER TABLE users ADD COLUMN email TEXT UNIQUE;
