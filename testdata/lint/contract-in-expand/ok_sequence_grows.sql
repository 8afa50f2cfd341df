-- fixture: dialect=postgres phase=expand
-- before:
CREATE SEQUENCE numbers AS integer;
-- change:
ALTER SEQUENCE numbers AS bigint;
ALTER SEQUENCE unknown_numbers AS bigint;
