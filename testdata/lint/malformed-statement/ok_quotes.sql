-- fixture: dialect=postgres phase=expand
CREATE TABLE notes (body text DEFAULT 'it''s (fine');
CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $body$ SELECT '$bod$;' $body$;
