-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:allow drop-column reason=unused
ALTER TABLE users ADD COLUMN email text;
