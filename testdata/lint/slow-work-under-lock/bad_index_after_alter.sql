-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- change:
ALTER TABLE users ADD COLUMN nick text;
CREATE INDEX orders_total ON orders (total);
