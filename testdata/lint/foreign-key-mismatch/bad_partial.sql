-- fixture: dialect=postgres phase=expand
-- refused: there is no unique constraint matching given keys for referenced table "users"
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email ON users (email) WHERE email <> '';
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, email text REFERENCES users (email));
