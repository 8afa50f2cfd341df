-- fixture: dialect=mariadb phase=contract
-- refused: Cannot truncate a table referenced in a foreign key constraint
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, FOREIGN KEY (user_id) REFERENCES users (id));
-- change:
TRUNCATE users;
