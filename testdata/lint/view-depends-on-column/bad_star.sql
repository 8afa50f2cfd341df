-- fixture: dialect=postgres phase=contract
-- refused: because other objects depend on it
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, nick text);
CREATE VIEW people AS SELECT * FROM users;
-- change:
ALTER TABLE users DROP COLUMN nick;
