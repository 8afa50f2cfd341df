-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, a int);
-- change:
ALTER TABLE users ADD COLUMN twice int GENERATED ALWAYS AS (a * 2) STORED;
