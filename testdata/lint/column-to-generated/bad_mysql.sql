-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, price int, pieces int, total int, twice int AS (price * 2));
-- change:
ALTER TABLE orders MODIFY total int GENERATED ALWAYS AS (price * pieces) STORED;
ALTER TABLE orders MODIFY twice int AS (price * 3);
