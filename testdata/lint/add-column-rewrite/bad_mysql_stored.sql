-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, a int);
-- change:
ALTER TABLE users ADD COLUMN twice int AS (a * 2) STORED;
