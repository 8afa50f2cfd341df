-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
-- change:
CREATE TABLE orders_new (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO orders_new SELECT id, user_id FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
