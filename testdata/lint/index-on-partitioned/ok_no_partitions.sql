-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE orders (id bigint, at date) PARTITION BY RANGE (at);
-- change:
CREATE INDEX orders_id ON orders (id);
