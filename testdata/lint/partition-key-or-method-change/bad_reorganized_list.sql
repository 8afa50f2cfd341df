-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, day int)
PARTITION BY LIST (id) (PARTITION p1 VALUES IN (1, 2), PARTITION p2 VALUES IN (3));
-- change:
ALTER TABLE orders REORGANIZE PARTITION p1 INTO (PARTITION p1 VALUES IN (1));
