-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, day int);
-- change:
ALTER TABLE orders PARTITION BY RANGE COLUMNS (id, day) (PARTITION rest VALUES LESS THAN (MAXVALUE, MAXVALUE));
