-- fixture: dialect=mysql phase=expand
-- before:
SELECT 1;
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, day int);
ALTER TABLE orders PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (1000));
