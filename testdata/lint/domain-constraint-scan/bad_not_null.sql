-- fixture: dialect=postgres phase=contract
-- before:
CREATE DOMAIN percent AS integer;
CREATE TABLE rates (id bigint PRIMARY KEY, rate percent);
-- change:
ALTER DOMAIN percent SET NOT NULL;
