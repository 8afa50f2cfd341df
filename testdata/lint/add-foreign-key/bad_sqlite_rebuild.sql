-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, email text, age int, CONSTRAINT grown CHECK (age > 17));
CREATE TABLE orders (id integer PRIMARY KEY, user_id bigint, total int, CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id));
CREATE TABLE notes (id integer PRIMARY KEY, user_id bigint, text text);
-- change:
CREATE TABLE notes_new (id integer PRIMARY KEY, user_id bigint REFERENCES users (id), text text);
INSERT INTO notes_new (id, user_id, text) SELECT id, user_id, text FROM notes;
DROP TABLE notes;
ALTER TABLE notes_new RENAME TO notes;
