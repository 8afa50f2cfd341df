-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE orders (id bigint, at date NOT NULL);
-- change:
CREATE TABLE orders_26 () INHERITS (orders);
