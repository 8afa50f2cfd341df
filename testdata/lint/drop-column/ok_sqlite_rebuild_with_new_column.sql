-- fixture: dialect=sqlite phase=expand
-- before:
CREATE TABLE users (id integer PRIMARY KEY, full_name text NOT NULL, nick text);
CREATE UNIQUE INDEX one_nick ON users (nick);
CREATE TRIGGER fill AFTER INSERT ON users BEGIN SELECT 1; END;
-- change:
CREATE TABLE users_new (id integer PRIMARY KEY, full_name text NOT NULL, nick text, email text CHECK (email <> ''));
INSERT INTO users_new (id, full_name, nick) SELECT id, full_name, nick FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE UNIQUE INDEX one_nick ON users (nick);
CREATE TRIGGER fill AFTER INSERT ON users BEGIN SELECT 1; END;
