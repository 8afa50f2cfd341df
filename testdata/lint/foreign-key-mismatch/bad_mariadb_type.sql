-- fixture: dialect=mariadb phase=expand
-- refused: Foreign key constraint is incorrectly formed
-- before:
CREATE TABLE users (id int PRIMARY KEY, email varchar(50));
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, FOREIGN KEY (user_id) REFERENCES users (id));
