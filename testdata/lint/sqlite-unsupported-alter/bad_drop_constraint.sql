-- fixture: dialect=sqlite phase=contract server=3.40
-- refused: near "CONSTRAINT": syntax error
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER, CONSTRAINT grown CHECK (age >= 18));
-- change:
ALTER TABLE users DROP CONSTRAINT grown;
