-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- change:
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
