-- fixture: dialect=mysql phase=contract
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id));
-- change:
ALTER TABLE orders DROP FOREIGN KEY of_user;
DROP TABLE users;
