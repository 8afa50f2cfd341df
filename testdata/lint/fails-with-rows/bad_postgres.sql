-- fixture: dialect=postgres phase=contract
-- refused: column "nick" of relation "users" contains null values
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
INSERT INTO users VALUES (1, 'a');
-- change:
ALTER TABLE users ADD COLUMN nick text NOT NULL;
