-- fixture: dialect=postgres phase=expand
-- before:
CREATE FUNCTION shout(t text) RETURNS text LANGUAGE sql AS 'SELECT upper(t)';
-- change:
DROP FUNCTION shout(text);
CREATE FUNCTION shout(t text) RETURNS int LANGUAGE sql AS 'SELECT 1';
