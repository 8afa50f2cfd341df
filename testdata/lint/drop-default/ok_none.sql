-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text DEFAULT 'none', visits int NOT NULL DEFAULT 0);
-- change:
ALTER TABLE users ALTER COLUMN full_name DROP DEFAULT;
