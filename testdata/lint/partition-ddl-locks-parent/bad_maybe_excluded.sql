-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE orders (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
ALTER TABLE orders_rest ADD CONSTRAINT not_26 CHECK (at < '2026-01-01' OR at >= '2027-01-01');
-- change:
CREATE TABLE orders_26 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
