-- fixture: dialect=postgres phase=expand
-- before:
CREATE TYPE triple AS (major int, minor int);
-- change:
DROP TYPE triple;
CREATE TYPE triple AS (major numeric, minor numeric);
