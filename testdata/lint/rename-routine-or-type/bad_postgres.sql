-- fixture: dialect=postgres phase=expand
-- before:
CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE SEQUENCE numbers;
CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';
-- change:
ALTER TYPE mood RENAME TO feeling;
ALTER DOMAIN positive RENAME TO above_zero;
ALTER SEQUENCE numbers SET SCHEMA billing;
ALTER FUNCTION shout(text) RENAME TO cry;
