-- fixture: dialect=postgres phase=expand
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$ SELECT 1 $bod$;
