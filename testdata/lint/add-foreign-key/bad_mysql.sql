-- fixture: dialect=mysql phase=expand
-- before:
CREATE TABLE users (id bigint PRIMARY KEY, email varchar(80), age int, CONSTRAINT grown CHECK (age > 17));
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, total int, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE notes (id bigint PRIMARY KEY, user_id bigint, text varchar(80));
-- change:
ALTER TABLE notes ADD CONSTRAINT notes_user FOREIGN KEY (user_id) REFERENCES users (id);
