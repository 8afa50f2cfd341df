-- fixture: dialect=postgres phase=verify
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text);
-- change:
-- sluice:expect empty
-- sluice:allow not-read-only-verify reason="only this once"
DELETE FROM users;
