-- fixture: dialect=postgres phase=contract
-- refused: there is no unique constraint matching given keys for referenced table "users"
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE orders (id bigint PRIMARY KEY, email text);
-- change:
ALTER TABLE orders ADD CONSTRAINT of_user FOREIGN KEY (email) REFERENCES users (email) NOT VALID;
