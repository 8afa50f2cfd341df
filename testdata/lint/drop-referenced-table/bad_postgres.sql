-- fixture: dialect=postgres phase=contract
-- refused: cannot drop table users because other objects depend on it
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT of_user REFERENCES users (id));
-- change:
DROP TABLE users;
