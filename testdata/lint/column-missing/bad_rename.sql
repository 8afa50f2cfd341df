-- fixture: dialect=sqlite phase=contract
-- refused: no such column: "emial"
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
-- change:
ALTER TABLE users RENAME COLUMN emial TO mail;
