-- fixture: dialect=sqlite phase=contract
-- refused: cannot drop column "name": no other columns exist
-- before:
CREATE TABLE users (name TEXT);
-- change:
ALTER TABLE users DROP COLUMN name;
