-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE orders (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE orders_26 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
-- change:
DROP TABLE orders_26;
