-- fixture: dialect=postgres phase=expand sent=as_one_message
-- refused: VACUUM cannot run inside a transaction block
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
ALTER TABLE users ADD COLUMN nick text;
VACUUM users;
