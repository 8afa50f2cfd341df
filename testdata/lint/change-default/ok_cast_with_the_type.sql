-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE jobs (id bigint PRIMARY KEY, last_run timestamp NOT NULL DEFAULT '1970-01-01 00:00:00'::timestamp without time zone);
-- change:
ALTER TABLE jobs ALTER COLUMN last_run TYPE timestamptz, ALTER COLUMN last_run SET DEFAULT '1970-01-01 00:00:00'::timestamp with time zone;
