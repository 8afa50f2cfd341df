-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY, total int);
ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
-- change:
ALTER TABLE orders VALIDATE CONSTRAINT positive;
