-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, day int);
-- change:
ALTER TABLE orders PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (1000));
