-- fixture: dialect=mariadb phase=expand
-- before:
CREATE TABLE orders (id bigint PRIMARY KEY);
-- change:
ALTER TABLE orders ADD COLUMN total int CHECK (total > 0);
