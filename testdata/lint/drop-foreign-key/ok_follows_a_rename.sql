-- fixture: dialect=sqlite phase=expand sent=one_by_one
-- before:
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
-- change:
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);
INSERT INTO users (id) SELECT id FROM users_old;
ALTER TABLE orders RENAME TO orders_old;
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
INSERT INTO orders SELECT id, user_id FROM orders_old;
DROP TABLE orders_old;
DROP TABLE users_old;
