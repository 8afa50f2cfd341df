-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, email text, age int, CONSTRAINT grown CHECK (age > 17));
CREATE TABLE orders (id integer PRIMARY KEY, user_id bigint, total int, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE notes (id integer PRIMARY KEY, user_id bigint, text text);
-- change:
CREATE TABLE orders_new (id integer PRIMARY KEY, user_id bigint, total int);
INSERT INTO orders_new (id, user_id, total) SELECT id, user_id, total FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
