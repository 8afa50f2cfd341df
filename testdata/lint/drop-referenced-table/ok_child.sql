-- fixture: dialect=postgres phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id));
-- change:
DROP TABLE orders;
