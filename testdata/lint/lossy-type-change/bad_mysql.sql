-- fixture: dialect=mysql phase=contract
-- before:
CREATE TABLE items (id bigint PRIMARY KEY, price decimal(10,2), weight double, seen datetime(6));
-- change:
ALTER TABLE items MODIFY price decimal(10,1), MODIFY weight int, MODIFY seen datetime;
