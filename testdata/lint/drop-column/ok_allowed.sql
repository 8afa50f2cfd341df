-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:allow drop-column reason="web stopped naming it in release 40" until=2026-12-31
ALTER TABLE users DROP COLUMN nick;
