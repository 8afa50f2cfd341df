-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, day int)
PARTITION BY RANGE (id) (PARTITION p1 VALUES LESS THAN (1000));
-- change:
ALTER TABLE orders CONVERT PARTITION p1 TO TABLE old_orders;
