-- fixture: dialect=postgres phase=expand
CREATE TABLE items (id bigint PRIMARY KEY, price numeric(10,2));
ALTER TABLE items ALTER COLUMN price TYPE integer;
