-- fixture: dialect=sqlite phase=contract
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age TEXT);
CREATE INDEX by_age ON users (age);
-- change:
DROP TABLE users;
