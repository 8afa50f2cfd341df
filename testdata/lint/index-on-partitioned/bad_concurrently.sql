-- fixture: dialect=postgres phase=expand
-- refused: cannot create index on partitioned table "orders" concurrently
-- before:
CREATE TABLE orders (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE orders_26 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- change:
CREATE INDEX CONCURRENTLY orders_id ON orders (id);
