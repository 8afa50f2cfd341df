-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, age int);
-- change:
CREATE TABLE users_new (id integer PRIMARY KEY, name text NOT NULL, age bigint);
INSERT INTO users_new (id, name, age) SELECT id, name, age FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
