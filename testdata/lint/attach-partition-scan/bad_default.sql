-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE orders (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
-- change:
CREATE TABLE orders_26 (id bigint, at date NOT NULL);
ALTER TABLE orders ATTACH PARTITION orders_26 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
