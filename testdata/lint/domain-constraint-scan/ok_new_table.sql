-- fixture: dialect=postgres phase=contract
-- before:
CREATE DOMAIN percent AS integer;
-- change:
CREATE TABLE rates (id bigint PRIMARY KEY, rate percent);
ALTER DOMAIN percent ADD CONSTRAINT most CHECK (VALUE <= 100);
