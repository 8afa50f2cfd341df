-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, total integer, paid integer);
-- change:
ALTER TABLE users ADD COLUMN nick text;
CREATE INDEX orders_total ON orders (total);
CREATE INDEX orders_paid ON orders (paid);
