-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text CONSTRAINT n CHECK (nick IS NOT NULL));
-- change:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
