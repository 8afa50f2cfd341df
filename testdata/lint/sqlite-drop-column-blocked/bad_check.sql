-- fixture: dialect=sqlite phase=contract
-- refused: error in table users after drop column
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, low INTEGER, high INTEGER, CHECK (low < high));
-- change:
ALTER TABLE users DROP COLUMN high;
