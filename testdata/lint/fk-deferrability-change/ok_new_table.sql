-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
-- change:
CREATE TABLE orders (user_id bigint, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) DEFERRABLE);
