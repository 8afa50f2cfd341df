-- fixture: dialect=postgres phase=expand
-- before:
CREATE DOMAIN positive AS int;
-- change:
ALTER DOMAIN positive ADD CONSTRAINT above CHECK (VALUE > 0) NOT VALID;
ALTER DOMAIN positive SET NOT NULL;
