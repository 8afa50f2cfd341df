-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE orders (id integer PRIMARY KEY, price int, total int);
-- change:
CREATE TABLE orders_new (id integer PRIMARY KEY, price int, total int GENERATED ALWAYS AS (price * 2));
INSERT INTO orders_new (id, price) SELECT id, price FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
