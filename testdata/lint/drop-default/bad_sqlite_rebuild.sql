-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text DEFAULT 'none', visits int NOT NULL DEFAULT 0);
-- change:
CREATE TABLE users_new (id integer PRIMARY KEY, full_name text NOT NULL, nick text, visits int NOT NULL);
INSERT INTO users_new (id, full_name, nick, visits) SELECT id, full_name, nick, visits FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
