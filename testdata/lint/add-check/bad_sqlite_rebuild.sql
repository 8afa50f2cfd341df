-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, email text, age int, CONSTRAINT grown CHECK (age > 17));
CREATE TABLE orders (id integer PRIMARY KEY, user_id bigint, total int, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE notes (id integer PRIMARY KEY, user_id bigint, text text);
-- change:
CREATE TABLE users_new (id integer PRIMARY KEY, email text, age int, CONSTRAINT grown CHECK (age > 17), CONSTRAINT filled CHECK (email <> ''));
INSERT INTO users_new (id, email, age) SELECT id, email, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
