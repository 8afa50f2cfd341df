-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, day int);
-- change:
ALTER TABLE orders PARTITION BY LIST (id) (PARTITION p1 VALUES IN (1, 2), PARTITION rest DEFAULT);
