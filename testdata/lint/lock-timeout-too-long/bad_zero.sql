-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
SET lock_timeout = 0;
ALTER TABLE users ADD COLUMN nick text;
