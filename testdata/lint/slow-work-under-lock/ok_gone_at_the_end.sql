-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users_old (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, total integer);
-- change:
DROP TABLE users_old;
CREATE INDEX orders_total ON orders (total);
