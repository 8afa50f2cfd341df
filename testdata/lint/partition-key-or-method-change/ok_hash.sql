-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, day int);
-- change:
ALTER TABLE orders PARTITION BY LINEAR HASH (id) PARTITIONS 4;
