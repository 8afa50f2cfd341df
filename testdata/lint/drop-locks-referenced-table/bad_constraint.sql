-- fixture: dialect=postgres phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT of_user REFERENCES users (id));
-- change:
ALTER TABLE orders DROP CONSTRAINT of_user;
