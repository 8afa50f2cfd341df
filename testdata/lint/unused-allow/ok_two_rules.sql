-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:allow drop-column reason=unused
-- sluice:allow drop-not-null reason="no reader breaks"
ALTER TABLE users DROP COLUMN nick, ALTER COLUMN full_name DROP NOT NULL;
