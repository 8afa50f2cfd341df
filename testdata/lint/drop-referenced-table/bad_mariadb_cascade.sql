-- fixture: dialect=mariadb phase=contract
-- refused: foreign key constraint fails
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, CONSTRAINT of_user FOREIGN KEY (user_id) REFERENCES users (id));
-- change:
DROP TABLE users CASCADE;
