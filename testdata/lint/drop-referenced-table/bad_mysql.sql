-- fixture: dialect=mysql phase=contract
-- refused: Cannot drop table 'users' referenced by a foreign key constraint 'of_user' on table 'orders'
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id));
-- change:
DROP TABLE users;
