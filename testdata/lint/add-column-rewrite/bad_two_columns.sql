-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);
-- change:
ALTER TABLE users ADD COLUMN low_email text GENERATED ALWAYS AS (lower(email)) STORED, ADD COLUMN low_nick text GENERATED ALWAYS AS (lower(nick)) STORED;
