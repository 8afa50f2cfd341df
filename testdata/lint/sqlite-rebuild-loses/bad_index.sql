-- fixture: dialect=sqlite phase=contract
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, age TEXT);
CREATE INDEX by_age ON users (age);
-- change:
CREATE TABLE users_new (id INTEGER PRIMARY KEY, age INTEGER);
INSERT INTO users_new SELECT id, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
