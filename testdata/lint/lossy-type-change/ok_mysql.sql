-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE items (id bigint PRIMARY KEY, price decimal(10,2), seen date);
-- change:
ALTER TABLE items MODIFY price decimal(12,3), MODIFY seen datetime;
