-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE orders (id bigint, day int) PARTITION BY LIST (day) (PARTITION p1 VALUES IN (1), PARTITION p2 VALUES IN (2));
-- change:
ALTER TABLE orders ADD PARTITION (PARTITION p3 VALUES IN (3));
