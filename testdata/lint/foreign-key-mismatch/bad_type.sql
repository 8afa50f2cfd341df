-- fixture: dialect=postgres phase=expand
-- refused: foreign key constraint "orders_user_id_fkey" cannot be implemented
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change:
CREATE TABLE orders (id bigint PRIMARY KEY, user_id text REFERENCES users (id));
