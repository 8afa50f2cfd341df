-- fixture: dialect=postgres phase=contract
-- before:
CREATE DOMAIN percent AS integer;
CREATE TABLE rates (id bigint PRIMARY KEY, rate percent);
ALTER DOMAIN percent ADD CONSTRAINT most CHECK (VALUE <= 100) NOT VALID;
-- change:
ALTER DOMAIN percent VALIDATE CONSTRAINT most;
