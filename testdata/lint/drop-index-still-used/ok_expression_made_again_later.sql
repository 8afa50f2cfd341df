-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE jobs (id bigint PRIMARY KEY, space int, closed datetime);
CREATE INDEX by_closed ON jobs (space, (coalesce(closed, '9999-12-31')));
-- change:
DROP INDEX by_closed ON jobs;
CREATE INDEX by_closed ON jobs (space, (coalesce(closed, '9999-12-31')));
