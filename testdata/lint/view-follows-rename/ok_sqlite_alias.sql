-- fixture: dialect=sqlite phase=contract
-- before:
CREATE TABLE users (id integer PRIMARY KEY, name text, nick text);
CREATE VIEW names AS SELECT id, name AS called FROM users;
-- change:
ALTER TABLE users RENAME COLUMN name TO full_name;
