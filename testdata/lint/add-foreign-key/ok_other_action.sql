-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email text, age int, CONSTRAINT grown CHECK (age > 17));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));
-- change:
ALTER TABLE orders DROP CONSTRAINT orders_user, ADD CONSTRAINT orders_of_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
