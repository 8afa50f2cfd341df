-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE items (id bigint PRIMARY KEY, price numeric(10,2), weight numeric, seen timestamp, raw json);
-- change:
ALTER TABLE items ALTER COLUMN price TYPE numeric(10,1), ALTER COLUMN weight TYPE integer, ALTER COLUMN seen TYPE timestamp(0), ALTER COLUMN raw TYPE jsonb;
