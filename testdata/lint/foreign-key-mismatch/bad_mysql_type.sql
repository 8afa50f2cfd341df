-- fixture: dialect=mysql phase=expand
-- refused: Referencing column 'user_id' and referenced column 'id' in foreign key constraint
-- before:
CREATE TABLE users (id bigint unsigned PRIMARY KEY, email varchar(50));
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, FOREIGN KEY (user_id) REFERENCES users (id));
