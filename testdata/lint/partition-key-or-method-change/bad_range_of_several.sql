-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, day int);
-- change:
ALTER TABLE orders PARTITION BY RANGE COLUMNS (id, day) (PARTITION p1 VALUES LESS THAN (1000, MAXVALUE));
