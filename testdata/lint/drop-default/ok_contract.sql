-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, full_name text NOT NULL, nick text DEFAULT 'none', visits int NOT NULL DEFAULT 0);
-- change:
ALTER TABLE users ALTER COLUMN visits DROP DEFAULT;
