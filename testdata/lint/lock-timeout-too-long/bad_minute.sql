-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
SET LOCAL lock_timeout TO '1min';
ALTER TABLE users ADD COLUMN nick text;
