-- fixture: dialect=mysql phase=expand
-- before:
CREATE FUNCTION twice(n int) RETURNS int DETERMINISTIC RETURN n * 2;
-- change:
DROP FUNCTION twice;
