-- fixture: dialect=postgres phase=contract
-- refused: column "emial" of relation "users" does not exist
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
ALTER TABLE users DROP COLUMN emial;
