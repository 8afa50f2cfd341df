-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY);
-- change:
ALTER TABLE orders ADD COLUMN user_id bigint REFERENCES users (id);
