-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE orders (id INTEGER PRIMARY KEY);
-- change:
ALTER TABLE orders ADD COLUMN total INTEGER CHECK (total > 0);
