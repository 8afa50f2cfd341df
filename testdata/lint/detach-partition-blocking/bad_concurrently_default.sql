-- fixture: dialect=postgres phase=contract
-- refused: cannot detach partitions concurrently when a default partition exists
-- before:
CREATE TABLE orders (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
CREATE TABLE orders_26 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- change:
ALTER TABLE orders DETACH PARTITION orders_26 CONCURRENTLY;
