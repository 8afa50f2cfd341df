-- fixture: dialect=sqlite phase=expand
-- refused: Cannot add a column with non-constant default
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO users VALUES (1, 'a');
-- change:
ALTER TABLE users ADD COLUMN seen INTEGER DEFAULT (1 + 1);
