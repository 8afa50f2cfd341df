-- fixture: dialect=sqlite phase=contract
-- refused: Cannot add a NOT NULL column with default value NULL
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO users VALUES (1, 'a');
-- change:
ALTER TABLE users ADD COLUMN nick TEXT NOT NULL;
