-- fixture: dialect=sqlite phase=contract sent=in_transaction
-- refused: the order is gone
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
CREATE TABLE proof (id INTEGER);
CREATE TRIGGER counted BEFORE INSERT ON proof WHEN NOT EXISTS (SELECT 1 FROM orders) BEGIN SELECT RAISE(ABORT, 'the order is gone'); END;
INSERT INTO users VALUES (1, 'a');
INSERT INTO orders VALUES (1, 1);
INSERT INTO proof VALUES (1);
-- change:
PRAGMA foreign_keys = OFF;
CREATE TABLE users_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO users_new SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
INSERT INTO proof VALUES (2);
