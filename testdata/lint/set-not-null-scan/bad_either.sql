-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, nick text);
ALTER TABLE users ADD CONSTRAINT one_of_them CHECK (email IS NOT NULL OR nick IS NOT NULL);
-- change:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
