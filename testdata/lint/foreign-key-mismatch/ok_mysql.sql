-- fixture: dialect=mysql phase=expand
-- accepted
-- before:
CREATE TABLE users (id bigint unsigned PRIMARY KEY, email varchar(50) UNIQUE);
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint unsigned, email varchar(20), FOREIGN KEY (user_id) REFERENCES users (id), FOREIGN KEY (email) REFERENCES users (email));
