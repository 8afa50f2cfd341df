-- fixture: dialect=mariadb phase=expand
-- accepted
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(50), KEY by_email (email, id));
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, email varchar(80), FOREIGN KEY (email) REFERENCES users (email));
