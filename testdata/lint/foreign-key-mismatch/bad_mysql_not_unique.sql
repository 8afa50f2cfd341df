-- fixture: dialect=mysql phase=expand
-- refused: Missing unique key
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50), KEY by_email (email));
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, email varchar(50), FOREIGN KEY (email) REFERENCES users (email));
