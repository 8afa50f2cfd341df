-- fixture: dialect=sqlite phase=contract server=3.34
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
-- change:
ALTER TABLE users DROP COLUMN name;
