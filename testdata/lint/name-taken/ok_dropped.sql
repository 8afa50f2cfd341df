-- fixture: dialect=sqlite phase=contract
-- accepted
-- before:
CREATE TABLE notes (id INTEGER PRIMARY KEY);
-- change:
DROP TABLE notes;
CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
