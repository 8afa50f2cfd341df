-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (user_id bigint, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED);
-- change:
ALTER TABLE orders ALTER CONSTRAINT orders_user NOT DEFERRABLE;
ALTER TABLE orders ALTER CONSTRAINT orders_user DEFERRABLE INITIALLY DEFERRED;
