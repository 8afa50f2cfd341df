-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE items (id bigint PRIMARY KEY, price numeric(10,2), weight integer, name varchar(50), seen timestamp(3));
-- change:
ALTER TABLE items ALTER COLUMN price TYPE numeric(12,2), ALTER COLUMN weight TYPE numeric, ALTER COLUMN name TYPE varchar(10), ALTER COLUMN seen TYPE timestamp;
