-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
-- change:
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
