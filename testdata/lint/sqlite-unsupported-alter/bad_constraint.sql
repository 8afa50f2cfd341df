-- fixture: dialect=sqlite phase=contract server=3.40
-- refused: near "CONSTRAINT": syntax error
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER);
-- change:
ALTER TABLE users ADD CONSTRAINT grown CHECK (age >= 18);
