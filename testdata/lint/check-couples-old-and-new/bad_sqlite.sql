-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, email text, age int, CONSTRAINT grown CHECK (age > 17));
CREATE TABLE orders (id integer PRIMARY KEY, user_id bigint, total int, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE notes (id integer PRIMARY KEY, user_id bigint, text text);
-- change:
ALTER TABLE users ADD COLUMN years int CHECK (years = age);
