-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
-- change:
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT positive;
