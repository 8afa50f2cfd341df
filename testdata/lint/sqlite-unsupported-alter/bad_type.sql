-- fixture: dialect=sqlite phase=contract server=3.40
-- refused: near "ALTER": syntax error
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age TEXT);
-- change:
ALTER TABLE users ALTER COLUMN age TYPE INTEGER;
