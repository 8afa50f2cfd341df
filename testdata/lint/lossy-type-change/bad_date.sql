-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE items (id bigint PRIMARY KEY, seen timestamptz);
-- change:
ALTER TABLE items ALTER COLUMN seen TYPE date;
