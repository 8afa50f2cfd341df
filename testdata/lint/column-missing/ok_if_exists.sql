-- fixture: dialect=postgres phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
ALTER TABLE users DROP COLUMN IF EXISTS emial;
