-- fixture: dialect=postgres phase=contract
-- before:
CREATE DOMAIN positive AS int;
-- change:
ALTER DOMAIN positive SET NOT NULL;
