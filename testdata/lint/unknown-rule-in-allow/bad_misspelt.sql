-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:allow drop-colum reason="unused since 40"
ALTER TABLE users DROP COLUMN nick;
