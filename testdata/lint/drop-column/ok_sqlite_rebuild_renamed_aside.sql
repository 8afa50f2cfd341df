-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users_new (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
ALTER TABLE users_new RENAME TO users;
-- change:
ALTER TABLE users RENAME TO users_old;
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text, email text);
INSERT INTO users (id, full_name, nick) SELECT id, full_name, nick FROM users_old;
DROP TABLE users_old;
