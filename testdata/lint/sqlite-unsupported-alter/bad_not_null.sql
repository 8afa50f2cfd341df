-- fixture: dialect=sqlite phase=contract server=3.40
-- refused: near "ALTER": syntax error
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER);
-- change:
ALTER TABLE users ALTER COLUMN age SET NOT NULL;
