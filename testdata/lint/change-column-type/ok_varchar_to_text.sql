-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), nick varchar(80));
-- change:
ALTER TABLE users ALTER COLUMN email TYPE text, ALTER COLUMN nick TYPE varchar;
