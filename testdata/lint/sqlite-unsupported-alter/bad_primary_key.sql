-- fixture: dialect=sqlite phase=expand
-- refused: Cannot add a PRIMARY KEY column
CREATE TABLE users (name TEXT);
ALTER TABLE users ADD COLUMN id INTEGER PRIMARY KEY;
