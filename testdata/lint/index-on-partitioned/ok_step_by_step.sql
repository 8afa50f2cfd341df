-- fixture: dialect=postgres phase=expand
-- accepted
-- before:
CREATE TABLE orders (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE orders_26 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX orders_id ON ONLY orders (id);
CREATE INDEX orders_26_id ON orders_26 (id);
-- change:
ALTER INDEX orders_id ATTACH PARTITION orders_26_id;
