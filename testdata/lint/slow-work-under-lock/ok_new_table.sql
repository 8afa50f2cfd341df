-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- change:
CREATE TABLE notes (id bigint PRIMARY KEY);
ALTER TABLE notes ADD COLUMN body text;
CREATE INDEX orders_total ON orders (total);
