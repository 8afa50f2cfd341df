-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE items (id bigint PRIMARY KEY);
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users (id), item_id bigint REFERENCES items (id));
