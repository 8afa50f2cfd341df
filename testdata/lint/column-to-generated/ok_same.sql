-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, price int, twice int AS (price * 2));
-- change:
ALTER TABLE orders MODIFY twice int AS (price * 2);
