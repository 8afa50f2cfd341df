-- fixture: dialect=postgres phase=migrate
-- refused: multiple assignments to same column "name"
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change:
UPDATE users SET name = 'a', name = 'b' WHERE id = 1;
