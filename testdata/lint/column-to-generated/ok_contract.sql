-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, price int, total int);
-- change:
ALTER TABLE orders MODIFY total int GENERATED ALWAYS AS (price * 2) STORED;
