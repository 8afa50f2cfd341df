-- fixture: dialect=postgres phase=contract
-- before:
CREATE TABLE users (id bigint, name text, CONSTRAINT users_key PRIMARY KEY (id));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT of_user REFERENCES users (id));
-- change:
ALTER TABLE users DROP CONSTRAINT users_key CASCADE;
