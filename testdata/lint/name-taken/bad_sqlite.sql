-- fixture: dialect=sqlite phase=expand
-- refused: duplicate column name
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
-- change:
ALTER TABLE users ADD COLUMN NAME TEXT;
