-- fixture: dialect=postgres phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
ALTER TABLE users ADD COLUMN nick text, ALTER COLUMN nick SET DEFAULT 'x';
